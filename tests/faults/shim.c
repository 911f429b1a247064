/*
 * Stands between a process and the file system: counts the calls that touch files below one folder,
 * lets exactly one of them go wrong, and writes down every change with its data.
 *
 * Invariant: a call on any other file passes untouched and uncounted. What was counted and whether
 * the fault was met lies in memory shared with all forks, so that it outlives a killed child.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

/* What a call does: the tests know these letters. */
enum { CREATE = 'C', OPEN = 'O', WRITE = 'W', TRUNCATE = 'T', SYNC = 'S', UNLINK = 'U', RENAME = 'R',
       MKDIR = 'M', LOCK = 'L', CLOSE = 'X', READ = 'r', LOOK = 'l', MAP = 'm', MARK = '!' };

/* How it goes wrong. STICKY: so does every later one that could. */
enum { NOTHING, KILL, FAIL_EIO, FAIL_ENOSPC, TORN, SHORT, STICKY = 16 };

#define MAX_CALLS 65536
#define MAX_FD 4096

struct shared {
    long count, at, how, fired, traced;
    char kinds[MAX_CALLS], what[32], where[512];
};
static struct shared *shared;
static char root[2048], left_out[2048];
static size_t root_length;
static char *names[MAX_FD]; /* the path below the root that a descriptor was opened on */
static int trace = -1;
static pthread_mutex_t tracing = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name) {
    void *found = dlsym(RTLD_NEXT, name);
    if (!found) abort();
    return found;
}

__attribute__((constructor)) static void begin(void) {
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) abort();
}

/* --- what the tests call ------------------------------------------------------------------- */

void faults_watch(const char *folder, const char *but) {
    snprintf(root, sizeof root, "%s", folder);
    snprintf(left_out, sizeof left_out, "%s", but);
    root_length = strlen(root);
}

void faults_arm(long at, long how) {
    memset(shared, 0, sizeof *shared);
    shared->at = at;
    shared->how = how;
}

long faults_count(void) { return shared->count; }
long faults_fired(void) { return shared->fired; }
const char *faults_kinds(void) { return shared->kinds; }
const char *faults_what(void) { return shared->what; }
const char *faults_where(void) { return shared->where; }
void faults_trace(int fd) { trace = fd; }

/* --- which files ----------------------------------------------------------------------------- */

/* Return the path below the root ("" for the root itself), or NULL for somebody else's file. */
static const char *ours(const char *path) {
    if (!root_length || !path || strncmp(path, root, root_length)) return NULL;
    const char *below = path + root_length;
    if (*below && *below != '/') return NULL;
    if (*left_out && strstr(below, left_out)) return NULL;
    return *below ? below + 1 : below;
}

static const char *name_of(int fd) { return fd >= 0 && fd < MAX_FD ? names[fd] : NULL; }

static void keep(int fd, const char *below) {
    if (fd < 0 || fd >= MAX_FD) return;
    free(names[fd]);
    names[fd] = strdup(below);
}

/* --- counting and failing -------------------------------------------------------------------- */

static int can_fail(int kind, int how) {
    switch (how) {
    case KILL: return 1;
    case FAIL_EIO: return 1;
    case FAIL_ENOSPC: return strchr("CWTSRMm", kind) != NULL;
    case TORN: case SHORT: return kind == WRITE;
    default: return 0;
    }
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

/* Count a call; return how it is to go wrong. Those killed do not return. */
static int met(int kind, const char *what, const char *where) {
    long number = __sync_add_and_fetch(&shared->count, 1);
    if (number <= MAX_CALLS) shared->kinds[number - 1] = (char)kind;
    int how = shared->how & ~STICKY, sticky = shared->how & STICKY;
    int now = number == shared->at || (sticky && shared->at && number > shared->at);
    if (!now || !can_fail(kind, how)) return NOTHING;
    if (!__sync_fetch_and_add(&shared->fired, 1)) {
        snprintf(shared->what, sizeof shared->what, "%s", what);
        snprintf(shared->where, sizeof shared->where, "%s", where);
    }
    if (how == KILL) die();
    if (how == FAIL_EIO) errno = EIO;
    if (how == FAIL_ENOSPC) errno = ENOSPC;
    return how;
}

static int failing(int how) { return how == FAIL_EIO || how == FAIL_ENOSPC; }

/* --- writing down ------------------------------------------------------------------------------ */

static void put(const void *data, size_t length) {
    static ssize_t (*real_write)(int, const void *, size_t);
    if (!real_write) real_write = REAL(write);
    const char *rest = data;
    while (length) {
        ssize_t done = real_write(trace, rest, length);
        if (done <= 0) abort();
        rest += done;
        length -= (size_t)done;
    }
}

static void note(int kind, const char *name, const char *other, long offset, const void *data,
                 size_t length) {
    if (trace < 0) return;
    pthread_mutex_lock(&tracing);
    struct { uint32_t kind, name, other, pad; uint64_t offset, length; } head = {
        (uint32_t)kind, (uint32_t)strlen(name), (uint32_t)strlen(other), 0,
        (uint64_t)offset, data ? length : 0};
    put(&head, sizeof head);
    put(name, strlen(name));
    put(other, strlen(other));
    if (data) put(data, length);
    pthread_mutex_unlock(&tracing);
}

void faults_mark(const char *text) { note(MARK, text, "", 0, NULL, 0); }

/* --- opening and closing ------------------------------------------------------------------------- */

static int opened(const char *symbol, const char *path, int flags, mode_t mode) {
    int (*real_open)(const char *, int, ...) = (int (*)(const char *, int, ...))real(symbol);
    const char *below = ours(path);
    if (!below) return real_open(path, flags, mode);
    int was = errno, made = 0;
    if (flags & O_CREAT) {
        struct stat there;
        made = REAL(stat)(path, &there) != 0;
        errno = was;
    }
    if (failing(met(made ? CREATE : OPEN, symbol, below))) return -1;
    int fd = real_open(path, flags, mode);
    if (fd < 0) return fd;
    keep(fd, below);
    if (made) note(CREATE, below, "", 0, NULL, 0);
    else if (flags & O_TRUNC) note(TRUNCATE, below, "", 0, NULL, 0);
    return fd;
}

static mode_t mode_in(int flags, va_list more) {
    return flags & (O_CREAT | O_TMPFILE) ? (mode_t)va_arg(more, int) : 0;
}

#define OPENS(name)                                                                                \
    int name(const char *path, int flags, ...) {                                                   \
        va_list more;                                                                              \
        va_start(more, flags);                                                                     \
        mode_t mode = mode_in(flags, more);                                                        \
        va_end(more);                                                                              \
        return opened(#name, path, flags, mode);                                                   \
    }
OPENS(open)
OPENS(open64)

#define OPENS_AT(name, plain)                                                                      \
    int name(int at, const char *path, int flags, ...) {                                           \
        va_list more;                                                                              \
        va_start(more, flags);                                                                     \
        mode_t mode = mode_in(flags, more);                                                        \
        va_end(more);                                                                              \
        if (*path == '/') return opened(plain, path, flags, mode);                                 \
        return ((int (*)(int, const char *, int, ...))real(#name))(at, path, flags, mode);         \
    }
OPENS_AT(openat, "open")
OPENS_AT(openat64, "open64")

int close(int fd) {
    const char *name = name_of(fd);
    if (!name) return REAL(close)(fd);
    int how = met(CLOSE, "close", name);
    free(names[fd]);
    names[fd] = NULL;
    int result = REAL(close)(fd);
    if (!failing(how)) return result;
    errno = how == FAIL_EIO ? EIO : ENOSPC;
    return -1;
}

/* --- contents ---------------------------------------------------------------------------------- */

/* Write as `how` has it: whole, half and then killed, or half. */
static ssize_t written(int fd, const void *data, size_t length, off_t offset, const char *name,
                       const char *what) {
    int how = met(WRITE, what, name);
    if (failing(how)) return -1;
    size_t part = how == TORN || how == SHORT ? length / 2 : length;
    if (how == SHORT && !part) part = length;
    ssize_t done = REAL(pwrite)(fd, data, part, offset);
    if (done > 0) note(WRITE, name, "", offset, data, (size_t)done);
    if (how == TORN) die();
    return done;
}

#define PWRITES(name_, offset_type)                                                                \
    ssize_t name_(int fd, const void *data, size_t length, offset_type offset) {                   \
        const char *name = name_of(fd);                                                            \
        if (!name) return REAL(name_)(fd, data, length, offset);                                   \
        return written(fd, data, length, offset, name, "pwrite");                                  \
    }
PWRITES(pwrite, off_t)
PWRITES(pwrite64, off64_t)

ssize_t write(int fd, const void *data, size_t length) {
    const char *name = name_of(fd);
    if (!name) return REAL(write)(fd, data, length);
    int appends = fcntl(fd, F_GETFL) & O_APPEND;
    off_t at = lseek(fd, 0, appends ? SEEK_END : SEEK_CUR);
    ssize_t done = written(fd, data, length, at, name, "write");
    if (done > 0 && !appends) lseek(fd, at + done, SEEK_SET);
    return done;
}

/* A copy within the kernel passes through here as reads and writes. */
static ssize_t copied(int out, int in, off_t *from, size_t length) {
    char piece[65536];
    size_t part = length < sizeof piece ? length : sizeof piece;
    ssize_t had = from ? REAL(pread)(in, piece, part, *from) : REAL(read)(in, piece, part);
    if (had <= 0) return had;
    ssize_t done = write(out, piece, (size_t)had);
    if (done > 0 && from) *from += done;
    if (!from && done < had) lseek(in, (done < 0 ? 0 : done) - had, SEEK_CUR);
    return done;
}

ssize_t sendfile(int out, int in, off_t *from, size_t length) {
    return name_of(out) ? copied(out, in, from, length) : REAL(sendfile)(out, in, from, length);
}
ssize_t sendfile64(int out, int in, off64_t *from, size_t length) {
    return name_of(out) ? copied(out, in, from, length) : REAL(sendfile64)(out, in, from, length);
}

ssize_t copy_file_range(int in, off64_t *from, int out, off64_t *to, size_t length, unsigned flags) {
    if (!name_of(out)) return REAL(copy_file_range)(in, from, out, to, length, flags);
    errno = ENOSYS; /* whoever copies knows another way */
    return -1;
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    if (!name_of(fd)) return REAL(writev)(fd, parts, count);
    return count ? write(fd, parts[0].iov_base, parts[0].iov_len) : 0;
}

#define TRUNCATES(name_, offset_type)                                                              \
    int name_(int fd, offset_type length) {                                                        \
        const char *name = name_of(fd);                                                            \
        if (!name) return REAL(name_)(fd, length);                                                 \
        if (failing(met(TRUNCATE, "ftruncate", name))) return -1;                                  \
        int result = REAL(name_)(fd, length);                                                      \
        if (!result) note(TRUNCATE, name, "", length, NULL, 0);                                    \
        return result;                                                                             \
    }
TRUNCATES(ftruncate, off_t)
TRUNCATES(ftruncate64, off64_t)

#define SYNCS(name_)                                                                               \
    int name_(int fd) {                                                                            \
        const char *name = name_of(fd);                                                            \
        if (!name) return REAL(name_)(fd);                                                         \
        if (failing(met(SYNC, #name_, name))) return -1;                                           \
        int result = REAL(name_)(fd);                                                              \
        if (!result) note(SYNC, name, "", 0, NULL, 0);                                             \
        return result;                                                                             \
    }
SYNCS(fsync)
SYNCS(fdatasync)

#define PREADS(name_, offset_type)                                                                 \
    ssize_t name_(int fd, void *data, size_t length, offset_type offset) {                         \
        const char *name = name_of(fd);                                                            \
        if (name && failing(met(READ, "pread", name))) return -1;                                  \
        return REAL(name_)(fd, data, length, offset);                                              \
    }
PREADS(pread, off_t)
PREADS(pread64, off64_t)

ssize_t read(int fd, void *data, size_t length) {
    const char *name = name_of(fd);
    if (name && failing(met(READ, "read", name))) return -1;
    return REAL(read)(fd, data, length);
}

#define MAPS(name_, offset_type)                                                                   \
    void *name_(void *at, size_t length, int prot, int flags, int fd, offset_type offset) {        \
        const char *name = name_of(fd);                                                            \
        if (name && failing(met(MAP, "mmap", name))) return MAP_FAILED;                            \
        return REAL(name_)(at, length, prot, flags, fd, offset);                                   \
    }
MAPS(mmap, off_t)
MAPS(mmap64, off64_t)

/* --- locks -------------------------------------------------------------------------------------- */

static int is_lock(int command) {
    switch (command) {
    case F_GETLK: case F_SETLK: case F_SETLKW: case F_OFD_GETLK: case F_OFD_SETLK: case F_OFD_SETLKW:
        return 1;
    default: return 0;
    }
}

#define CONTROLS(name_)                                                                            \
    int name_(int fd, int command, ...) {                                                          \
        va_list more;                                                                              \
        va_start(more, command);                                                                   \
        void *given = va_arg(more, void *);                                                        \
        va_end(more);                                                                              \
        const char *name = name_of(fd);                                                            \
        if (name && is_lock(command) && failing(met(LOCK, "fcntl", name))) return -1;              \
        int result = ((int (*)(int, int, ...))real(#name_))(fd, command, given);                   \
        if (name && result >= 0 && (command == F_DUPFD || command == F_DUPFD_CLOEXEC))             \
            keep(result, name);                                                                    \
        return result;                                                                             \
    }
CONTROLS(fcntl)
CONTROLS(fcntl64)

/* --- names in folders ---------------------------------------------------------------------------- */

int unlink(const char *path) {
    const char *below = ours(path);
    if (!below) return REAL(unlink)(path);
    if (failing(met(UNLINK, "unlink", below))) return -1;
    int result = REAL(unlink)(path);
    if (!result) note(UNLINK, below, "", 0, NULL, 0);
    return result;
}

int remove(const char *path) { return ours(path) ? unlink(path) : REAL(remove)(path); }

int unlinkat(int at, const char *path, int flags) {
    return *path == '/' && !flags ? unlink(path) : REAL(unlinkat)(at, path, flags);
}

int rename(const char *from, const char *to) {
    const char *old = ours(from), *now = ours(to);
    if (!old && !now) return REAL(rename)(from, to);
    if (failing(met(RENAME, "rename", now ? now : old))) return -1;
    int result = REAL(rename)(from, to);
    if (!result) note(RENAME, old ? old : "?", now ? now : "?", 0, NULL, 0);
    return result;
}

int link(const char *from, const char *to) {
    const char *old = ours(from), *now = ours(to);
    if (!old && !now) return REAL(link)(from, to);
    if (failing(met(CREATE, "link", now ? now : old))) return -1;
    int result = REAL(link)(from, to);
    if (!result) note('K', old ? old : "?", now ? now : "?", 0, NULL, 0);
    return result;
}

int mkdir(const char *path, mode_t mode) {
    const char *below = ours(path);
    if (!below) return REAL(mkdir)(path, mode);
    if (failing(met(MKDIR, "mkdir", below))) return -1;
    int result = REAL(mkdir)(path, mode);
    if (!result) note(MKDIR, below, "", 0, NULL, 0);
    return result;
}

int access(const char *path, int mode) {
    const char *below = ours(path);
    if (below && failing(met(LOOK, "access", below))) return -1;
    return REAL(access)(path, mode);
}

#define LOOKS(name, kind)                                                                          \
    int name(const char *path, struct kind *found) {                                               \
        const char *below = ours(path);                                                            \
        if (below && failing(met(LOOK, #name, below))) return -1;                                  \
        return REAL(name)(path, found);                                                            \
    }
LOOKS(stat, stat)
LOOKS(stat64, stat64)
LOOKS(lstat, stat)
LOOKS(lstat64, stat64)

#define FLOOKS(name_, kind)                                                                        \
    int name_(int fd, struct kind *found) {                                                        \
        const char *name = name_of(fd);                                                            \
        if (name && failing(met(LOOK, #name_, name))) return -1;                                   \
        return REAL(name_)(fd, found);                                                             \
    }
FLOOKS(fstat, stat)
FLOOKS(fstat64, stat64)
