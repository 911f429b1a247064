// Check checkpoints and proof files with the Go project's own libraries, sumdb/note and sumdb/tlog.
//
// A line of JSON in, {"key": "NAME+ID+BASE64", "checkpoint": "…"} or {"key": …, "proof": "…"};
// a line out: "accept" or "refuse", and why. Nothing of the ledger's own code is used.
package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const most = 64 << 20

// A question is one line of the input.
type question struct{ Key, Checkpoint, Proof string }

// A file is a proof file: of facts, or that one checkpoint continues another.
type file struct {
	Format   string
	Facts    []fact
	Old, New string
	Proof    []string
}

type fact struct {
	Record, Proof string
	Salt, State   *string
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, most)
	for lines.Scan() {
		if err := answer(lines.Bytes()); err != nil {
			fmt.Printf("refuse %q\n", err)
		} else {
			fmt.Println("accept")
		}
	}
	if err := lines.Err(); err != nil {
		panic(err)
	}
}

func answer(line []byte) error {
	var asked question
	if err := json.Unmarshal(line, &asked); err != nil {
		return err
	}
	key, err := note.NewVerifier(asked.Key)
	if err != nil {
		return err
	}
	if asked.Proof == "" {
		_, err = checkpoint(asked.Checkpoint, key)
		return err
	}
	var found file
	if err := json.Unmarshal([]byte(asked.Proof), &found); err != nil {
		return err
	}
	if found.Format == "claims-ledger/consistency/v1" {
		return continues(found, key)
	}
	if len(found.Facts) == 0 {
		return errors.New("no facts")
	}
	for _, one := range found.Facts {
		if err := holds(one, key); err != nil {
			return err
		}
	}
	return nil
}

// checkpoint opens a signed note and reads the size and the root in it.
func checkpoint(text string, key note.Verifier) (tlog.Tree, error) {
	opened, err := note.Open([]byte(text), note.VerifierList(key))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != key.Name() {
		return tlog.Tree{}, errors.New("not a checkpoint of that ledger")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// continues checks that the log of the new checkpoint begins with that of the old one.
func continues(found file, key note.Verifier) error {
	before, err := checkpoint(found.Old, key)
	if err != nil {
		return err
	}
	after, err := checkpoint(found.New, key)
	if err != nil {
		return err
	}
	path, err := hashes(found.Proof)
	if err != nil {
		return err
	}
	return tlog.CheckTree(path, after.N, after.Hash, before.N, before.Hash)
}

// holds checks that a fact's content is that of its record, and its record in the log.
func holds(one fact, key note.Verifier) error {
	head, signed, _ := strings.Cut(one.Proof, "\n\n")
	lines := strings.Split(head, "\n")
	if len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("not a tlog-proof")
	}
	tree, err := checkpoint(signed, key)
	if err != nil {
		return err
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil {
		return err
	}
	path, err := hashes(lines[2:])
	if err != nil {
		return err
	}
	record := strings.Split(one.Record, "\n")
	if len(record) != 8 || record[1] != strconv.FormatInt(index+1, 10) {
		return errors.New("the record is of another place")
	}
	if err := sealed(one, record[6]); err != nil {
		return err
	}
	leaf := tlog.RecordHash([]byte(one.Record))
	return tlog.CheckRecord(path, tree.N, tree.Hash, index, leaf)
}

// sealed checks that the content, if it is shown, is what was sealed.
func sealed(one fact, content string) error {
	if one.State == nil {
		return nil
	}
	if one.Salt == nil {
		return errors.New("no salt")
	}
	salt, err := base64.StdEncoding.DecodeString(*one.Salt)
	if err != nil || len(salt) != 16 {
		return errors.New("not a salt")
	}
	found := sha256.Sum256(append(salt, *one.State...))
	if base64.StdEncoding.EncodeToString(found[:]) != content {
		return errors.New("the content is another")
	}
	return nil
}

func hashes(lines []string) ([]tlog.Hash, error) {
	path := make([]tlog.Hash, len(lines))
	for at, line := range lines {
		found, err := tlog.ParseHash(line)
		if err != nil {
			return nil, err
		}
		path[at] = found
	}
	return path, nil
}
