r"""Every kind of wrong thing that somebody may type, verb by verb, with the exit code it must have.

A line is an exit code and a command line. ``@`` stands for a whole claim but its probability, and
later options go before earlier ones. ``\x`` and ``\u`` are spelled out when the command is run.
What each of them is answered stands in golden/errors/, to be read.
"""

from __future__ import annotations

WHOLE = '"Copper up" --by "Ann Bell" --said 2026-03-14 --due 2027-12-31 --source none'

SEEDED = {
    "add": r"""
        2 add
        2 add @
        2 add @ -p ""
        2 add @ -p 70
        2 add @ -p 1.2
        2 add @ -p 120%
        2 add @ -p -5%
        2 add @ -p nan
        2 add @ -p inf
        2 add @ -p 1e999
        2 add @ -p likely
        2 add @ -p 7:0
        2 add @ -p "11 in 10"
        2 add @ -p 80-60%
        2 add @ -p 60-80%
        2 add @ -p 60-80% --quote "likely" --stated
        2 add @ -p \u0667\u0660%
        2 add @ -p 70% --unscorable "only a bound"
        2 add @ -p 70% --said 2021-02-30
        2 add @ -p 70% --said soon
        2 add @ -p 70% --said 14.03.2026
        2 add @ -p 70% --said 2026-03-14T25:00
        2 add @ -p 70% --said 9999-12-31T23:59-14:00
        2 add @ -p 70% --said tomorrow
        2 add @ -p 70% --due soon
        2 add @ -p 70% --due 2027-02-29
        2 add @ -p 70% --due "31 June"
        2 add @ -p 70% --due yesterday
        2 add @ -p 70% --due 2201-01-01
        2 add @ -p 70% --due "next June"
        2 add @ -p 70% --due "next Friday"
        2 add @ -p 70% --due mid-2027
        2 add @ -p 70% --due 03/04/2027
        2 add @ -p 70% --due "this decade"
        2 add @ -p 70% --due "by winter"
        2 add @ -p 70% --due "within the year"
        2 add @ -p 70% --due "in the coming months"
        2 add @ -p 70% --due "before the next election"
        2 add @ -p 70% --by ""
        2 add "" --by "Ann Bell" --said 2026-03-14 --due none --source none -p 70%
        2 add "   " --by "Ann Bell" --said 2026-03-14 --due none --source none -p 70%
        2 add @ -p 70% --by Guterres
        2 add @ -p 70% --by "Antonio Gutteres"
        3 add @ -p 70% --source nyt-2022
        3 add @ -p 70% --source somewhere
        2 add @ -p 70% --source ftp://example.org/copper
        2 add @ -p 70% --source http://
        3 add @ -p 70% --if invasio
        2 add @ -p 70% --if invasion=maybe
        2 add @ -p 70% --if invasion --story nato-enlargement
        3 add --question invasio --by "Ann Bell" --said 2022-01-14 --source none -p 70%
        3 add --question b --by "Ann Bell" --said 2022-01-14 --source none -p 70%
        3 add --question fnghdcbb --by "Ann Bell" --said 2022-01-14 --source none -p 70%
        2 add "it's \\x1b up" --by Ann --source none --topic "a b" --unscorable "a bound"
        3 add @ -p 70% --from nowhere.html
        2 add @ -p 70% --from forecasts.csv
        2 add @ -p 70% --question invasion
        2 add --question invasion --by Ann --said 2022-01-14 --due 2026-12-31 --source none -p 7%
        2 add --question invasion --by "Ann Bell" --said 2022-01-14 --source none -p 70% --topic war
        2 add @ -p 70% --kind forcast
        2 add @ -p 70% --voice loud
        2 add @ -p 70% --role king
        2 add @ -p
        2 add @ -p 70% --probabilty 70%
        2 add @ -p 70% "another statement"
        2 add @ -p 70% --quote "Ren\udcc3"
        2 add @ -p 70% --by "Ren\udcc3"
        2 add @ -p 70% --topic "\udc80"
        2 add @ -p 70% --note "a NUL \x00 in it"
        2 add "Copper \udcff" --by "Ann Bell" --said 2026-03-14 --due none --source none -p 70%
        2 add @ -p "\udcff"
        2 add @ -p 70% --said "\udcff"
        2 add @ -p 70% --ledger "ledger\udcff"
        """,
    "resolve": r"""
        2 resolve
        2 resolve invasion
        3 resolve nobody-asked yes
        3 resolve invasio yes
        3 resolve b yes
        2 resolve invasion maybe
        2 resolve tomahawk-supply YESS
        2 resolve invasion no
        2 resolve invasion yes --on 2022-02-25
        2 resolve tomahawk-supply yes --on 2021-02-30
        2 resolve tomahawk-supply yes --on soon
        2 resolve tomahawk-supply yes --on tomorrow
        2 resolve tomahawk-supply yes --known 2025-1-1
        2 resolve tomahawk-supply yes --evidence "\udc80"
        2 resolve tomahawk-supply yes --note "\udc80"
        2 resolve "\udc80" yes
        2 resolve tomahawk-supply yes no
        2 resolve tomahawk-supply invasion mabye
        2 resolve tomahawk-supply void
        2 resolve tomahawk-supply invasion no
        3 resolve tomahawk-supply invasio no
        2 resolve tomahawk-supply no --dry-run
        2 resolve tomahawk-supply no --from good.csv
        2 resolve --from good.csv
        2 resolve --from good.csv --on 2026-01-01
        2 resolve --from empty.csv
        3 resolve --from nowhere.csv
        """,
    "reopen, dispute, withdraw": r"""
        2 reopen
        3 reopen invasio
        3 reopen q-z
        2 reopen invasion --reason "\udc80"
        2 dispute invasion
        2 dispute invasion --reason ""
        2 dispute invasion --reason " "
        2 dispute tomahawk-supply --reason "too early"
        3 dispute invasio --reason "too early"
        2 withdraw
        3 withdraw invasio
        3 withdraw b
        3 withdraw zzzzzzzz
        """,
    "preregister": r"""
        2 preregister --score bier
        2 preregister --score brier --scope last
        2 preregister --score brier --scope at_horizon:soon
        2 preregister --score brier --kind hope
        2 preregister --score brier --story nowhere
        2 preregister --score brier --exclude ""
        2 methods is:opn
        2 methods --scope last
        3 methods by:Nobody
        """,
    "reply": r"""
        2 reply
        2 reply fnghdcbb
        2 reply fnghdcbb "I meant that week"
        2 reply fnghdcbb "" --by "his office"
        2 reply fnghdcbb "I meant that week" --by " "
        2 reply fnghdcbb "I meant that week" --by "his office" --category "a lie"
        2 reply fnghdcbb "I meant that week" --by "his office" --said soon
        3 reply fnghdcbb "I meant that week" --by "his office" --source nyt-2022
        2 reply fnghdcbb "I meant that week" --by "his office" --withdraw "never said"
        3 reply zzzzzzzz "I meant that week" --by "his office"
        3 reply invasion "I meant that week" --by "his office"
        """,
    "plan": r"""
        2 plan add
        2 plan add daily
        2 plan add daily --corpus "The Daily"
        2 plan add "The Daily" --corpus "The Daily" --rule "every forecast"
        2 plan add daily --corpus " " --rule "every forecast"
        2 plan add daily --corpus "The Daily" --rule ""
        2 plan add daily --corpus "The Daily" --rule all --since soon
        2 plan add daily --corpus "The Daily" --rule all --since 2022-02-01 --until 2022-01-01
        2 plan add daily --corpus "The Daily" --rule all --kept badly
        3 plan daily
        3 plan withdraw daily
        3 add @ -p 70% --plan daily
        3 reject "I hope" --by "Joe Biden" --reason "a hope" --plan daily
        3 import fixtures --plan daily
        2 coverage is:opn
        2 coverage --scope last
        3 coverage by:Nobody
        2 export coverage --by topic
        2 export coverage is:opn
        2 export coverage --kind intent
        """,
    "reject": r"""
        2 reject
        2 reject "I hope for a roadmap"
        2 reject "I hope for a roadmap" --reason "a hope"
        2 reject "I hope for a roadmap" --reason "" --by Guterres
        2 reject "  " --reason "a hope" --by Guterres
        3 reject zzzzzzzz --reason "a hope"
        2 reject fnghdcbb --reason " "
        2 reject "I hope" --reason "a hope" --by Guterres
        3 reject "I hope" --reason "a hope" --by "Joe Biden" --source nyt-2022
        2 reject "I hope" --reason "a hope" --by "Joe Biden" --said soon
        2 reject "I hope" --reason "a hope" --by "\udc80"
        """,
    "review and coder": r"""
        2 review --pass words
        2 review --hide weather
        2 review --hide speaker,weather
        2 review --codebook "mine 1"
        2 review q:invasion
        2 review --coder "Ren\udcc3"
        2 review --comit
        2 coder asign lena,tom
        2 coder assign
        2 coder assign ""
        2 coder assign lena,lena
        2 coder assign lena,Léna
        2 coder assign lena --commit
        2 coder assign lena,tom --overlap 150%
        2 coder assign lena,tom --overlap -1
        2 coder assign lena,tom --overlap much
        2 coder assign lena,tom --overlap nan
        2 coder assign lena,tom --hide weather
        2 coder assign lena,tom --pass words
        3 coder assign lena,tom topic:nothing
        2 coder assign lena,tom zebra
        2 coder assign lena,tom --codebook "mine 1"
        2 coder assign lena,tom --seed x
        2 coder assign "lena,Ren\udcc3"
        3 coder adjudicate zzzzzzzz
        3 coder adjudicate fnghdcbb --take lena --reason "the next sentence"
        2 coder adjudicate fnghdcbb --unscorable maybe --reason "the next sentence"
        3 coder codebook nowhere.toml
        2 coder codebook broken.toml
        2 coder codebook binary.toml
        2 coder codebook entries.toml
        2 coder codebook fieldless.toml
        2 coder codebook reasons.toml
        2 coder codebook folder.csv
        2 coder import
        3 coder import nowhere.jsonl
        2 coder import empty.csv
        2 coder import notes.txt
        2 coder import binary.csv
        2 coder import folder.csv
        2 coder import elsewhere.jsonl
        1 coder export -o nowhere/lena.jsonl
        2 coder list --as-of soon
        2 coder agree --seed x
        2 coder open --coder "Ren\udcc3"
        """,
    "edit": r"""
        2 edit
        2 edit invasion
        3 edit invasio --set text=x
        3 edit nothing-of-that-name --set text=x
        2 edit invasion --set criteria
        2 edit invasion --set critria=x
        2 edit invasion --set key=x
        2 edit invasion --set text=
        2 edit invasion --set closes_on=soon
        2 edit invasion --set closes_on="in two years"
        2 edit invasion --set closes_on=
        2 edit invasion --set contested=maybe
        2 edit invasion --set deadline=fixed
        3 edit invasion --set story=copper
        3 edit invasion --set condition_question=invasio
        2 edit invasion --set condition_question=invasion --set condition_outcome=yes
        2 edit invasion -p 70%
        2 edit fnghdcbb -p 70
        2 edit fnghdcbb -p nan
        2 edit fnghdcbb --set said_on=2021-02-30
        2 edit fnghdcbb --set kind=forcast
        3 edit fnghdcbb --set commentator=Gutteres
        3 edit fnghdcbb --set source=nyt
        3 edit fnghdcbb --set question=invasio
        2 edit fnghdcbb --set probability=70
        2 edit fnghdcbb --set "quote=\udc80"
        2 edit nyt-2022-01-21 --set url=nowhere
        2 edit nyt-2022-01-21 --set published_on=soon
        2 edit nyt-2022-01-21 --set key=x
        2 edit ukraine-2022 --set title=
        2 edit ukraine-2022 --set name=x
        """,
    "redo": r"""
        3 redo
        3 redo zzz
        3 redo "not a step"
        2 redo "\udc80"
        2 redo one two
    """,
    "undo": r"""
        3 undo zzz
        3 undo "not a step"
        2 undo "\udc80"
        2 undo one two
        """,
    "person": r"""
        2 person show
        3 person Gutteres
        3 person Nobody
        3 person The
        2 person Guterres --kind promise
        2 person Guterres --as-of soon
        2 person mrge Biden Guterres
        2 person merge Biden
        3 person merge Biden Nobody
        2 person merge Biden "US administration officials"
        2 person alias Guterres ""
        2 person alias Guterres "Joe Biden"
        3 person alias Nobody "The Minister"
        2 person alias Guterres "\udc80"
        2 person rename Guterres ""
        2 person rename Guterres "Joe Biden"
        3 person rename Gutteres "A. Guterres"
        """,
    "source": r"""
        2 source show
        3 source nyt-2022-01-2
        3 source nowhere
        2 source add
        2 source add ""
        2 source add "The Daily Metal"
        2 source add ftp://example.org/copper
        2 source add http://
        2 source add https://example.org/copper --key "The Daily Metal"
        2 source add copper --published soon
        2 source add copper --edition-of nowhere
        2 source add nyt-2022-01-21 --publication "The Daily Metal"
        2 source add copper --title "\udc80"
        2 source link bloomberg-2021-12-07
        3 source link nowhere bloomberg-2021-12-07
        2 source retract nyt-2022-01-21
        2 source retract nyt-2022-01-21 --reason ""
        3 source retract nowhere --reason "withdrawn by the editors"
        """,
    "looking": r"""
        2 browse
        2 list by=Guterres
        2 list by Guterres
        2 list by:
        2 list bye:Guterres
        2 list 'by:"Guterres Biden'
        2 list 'by:"Guterres"is:open'
        2 list '"?"'
        2 list -bye:Guterres
        2 list -x
        2 list -json
        3 list by:Gutteres
        3 list by:Nobody
        3 list by:Guterres by:Nobody
        2 list is:resolvd
        2 list kind:promise
        2 list timing:hindsihgt
        3 list topic:sanctons
        3 list story:ukrain
        3 list source:nty-2022-01-21
        2 list said:soon
        2 list said:7d
        2 list due:2026..2025
        2 list p:80
        2 list p:0..1
        3 list p:likly
        2 list --sort best
        2 search
        3 search invasion by:Nobody
        3 list id:zzzz
        3 list id:b
        3 list id:aeiou
        2 list --limit -1
        2 list --limit many
        2 list --as-of soon
        2 list --as-of 2021-02-30
        3 list "by:\udc80"
        2 list --jsn
        2 show
        3 show invasio
        3 show b
        3 show zzzzzzzz
        3 show invasion --as-of 3
        2 show invasion russia-plans
        3 log invasio
        2 log --limit -1
        2 due is:overdu
        3 due by:Gutteres
        2 due --as-of soon
        2 due --within soon
        2 due --within 30
        3 due --count by:Gutteres
        1 due --ics nowhere/closing.ics
        2 dashboard --kind promise
        2 dashboard --scope last
        2 dashboard --scope first:30
        3 dashboard by:Gutteres
        2 dashboard is:intnt
        2 dashboard --by topics
        2 dashboard --by topic:nato
        3 dashboard --by story:no
        3 dashboard --by question:invasio
        2 dashboard --plot round
        2 dashboard --color blue
        2 dashboard --watch
        2 dashboard --watch --json
        2 dashboard --svg a.svg --explain
        """,
    "read": r"""
        2 read
        3 read "It will" --lexicon capfrase
        3 read "It will" --lexicon "icd203 1999"
        3 read "It will" --lexicon nowhere.toml
        2 read "It will" --lexicon broken.toml
        2 read "It will" --lexicon nosource.toml
        2 read "It will" --lexicon binary.toml
        2 read "It will" --lexicon half.toml
        2 read "Ren\udcc3"
        2 read "It will" --event "\udcff"
        2 read "It will" --words "\udcff"
        2 read "It will" again
        2 read "It will" --evnt "Will it?"
        """,
    "score": r"""
        2 compare
        2 compare Guterres
        2 compare Guterres Guterres
        3 compare Guterres Gutteres
        2 compare Guterres Putin --within by:Biden
        2 compare Guterres Putin --within topic
        2 score show --by colour
        2 score show is:intnt
        2 score explain fnghdcbb said:2022
        3 score explain Gutteres
        3 score explain zzzz
        3 score explain fngh --as-of 1
        2 score explain fngh --scope weekly
        """,
    "export": r"""
        2 export
        2 export claims --format json --raw
        2 export claims --format md --raw
        2 export scoreboard --format parquet --raw
        2 export claim
        2 export nothing
        2 export claims --format xlsx
        2 export claims -o claims.xlsx
        1 export claims -o nowhere/claims.csv
        1 export claims -o folder.csv
        2 export scoreboard --by topics
        2 export scoreboard --kind promise
        2 export scoreboard --scope at_horizon:soon
        2 export scoreboard --by topic,colour
        2 export scoreboard --bins corp
        2 export claims --bins stated
        2 export calibration --bins tens
        2 export calibration --bins corp --scope time_averaged
        2 export scoreboard is:intnt
        2 export claims --by topic
        2 export claims --kind intent --pooled
        3 export scores by:Gutteres
        2 export claims --as-of soon
        2 export claims -o "\udc80.csv"
        2 export cells --by topic
        2 export cell_claims --bins corp
        """,
    "merge-cells": r"""
        2 merge-cells
        3 merge-cells nowhere.parquet
        1 merge-cells folder.csv
        2 merge-cells notes.txt
        2 merge-cells empty.csv
        2 merge-cells good.csv
        2 merge-cells cells-cut.parquet
        2 merge-cells cells-column.csv
        2 merge-cells cells-row.csv
        2 merge-cells cells-one.csv cells-day.csv
        2 merge-cells cells-one.csv cells-one.csv
        2 merge-cells cells-one.csv --out cells-one.csv
        2 merge-cells cells-one.csv --out cells.txt
        1 merge-cells cells-one.csv --out nowhere/cells.csv
        2 merge-cells "\udc80.csv"
        """,
    "sql": r"""
        2 sql ""
        2 sql "selec 1"
        2 sql "select nothing from claims"
        2 sql "select * from nothing"
        2 sql "delete from fact"
        2 sql "explain analyze delete from fact"
        2 sql "select * from read_csv('forecasts.csv')"
        2 sql "select * from 'forecasts.csv'"
        2 sql "copy claims to 'stolen.csv'"
        2 sql "install httpfs"
        2 sql "set memory_limit = '100GB'"
        2 sql "select sum(a.range) from range(9999999) a, range(9999999)" --seconds 1
        2 sql "select a.range from range(100000000) a order by hash(a.range)" --memory 40MB
        2 sql "select repeat('x', 3000000000)"
        2 sql "select error('as was asked for')"
        2 sql "select 1" --memory lots
        2 sql "select 1" --seconds 0
        2 sql "select 1" --format csv
        2 sql "select '\udc80'"
        """,
    "import": r"""
        2 import
        3 import nowhere.csv
        2 import folder.csv
        2 import notes.txt
        2 import notes.txt --format csv
        2 import notes.txt --format forecasts
        2 import empty.csv
        2 import empty.toml
        2 import binary.csv
        2 import binary.toml
        2 import half.csv
        2 import half.toml
        2 import columns.csv
        2 import semicolons.csv
        2 import quotes.csv
        2 import forecasts.csv
        2 import forecasts.csv --dry-run
        2 import broken.toml
        2 import nosource.toml
        2 import entries.toml
        2 import forecasts.csv --kept forever
        2 import forecasts.csv --kept prospectively
        2 import "\udc80.csv"
        """,
    "trust": r"""
        2 verify now
        2 verify --key nonsense+key
        3 verify --key nowhere.pub
        2 verify --key notes.txt
        3 verify --against nowhere.txt
        4 verify --against notes.txt
        2 seal now
        2 key now
        3 checkpoint --size 3
        2 checkpoint --size -3
        2 checkpoint --publish notes.txt
        2 checkpoint --response notes.txt
        2 prove
        3 prove zzzz
        2 prove fnghdcbb invasion
        2 prove --consistency 1
        3 prove --consistency 1 2
        3 prove --consistency nowhere.txt 2
        2 check-proof notes.txt
        2 check-proof notes.txt --key nonsense+key
        4 check-proof notes.txt --key a+a5269a0a+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
        3 check-proof nowhere.json --key a+a5269a0a+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
        2 redact
        2 redact 3
        2 redact 0 --reason why
        2 redact three --reason why
        3 redact 9999 --reason why
        2 redact 1 --reason why
        2 redact 36 --reason why
        2 redact 36 --reason ""
        2 backup
        2 backup notes.txt
        3 restore nowhere.sqlite
        4 restore notes.txt
        2 clock now
        2 export log --format csv
        2 export log -o notes.txt
        2 import notes.txt --format log
        2 import notes.txt good.csv --format log
        """,
    "the rest": r"""
        2 lst
        2 frobnicate
        2 --bogus
        2 "\udc80"
        3 help filtrs
        3 help scoring brier_sx
        3 help scoring nothing-of-that-name
        2 help filters brier
        3 help nothing
        2 demo --ledger ledger
        2 demo --bogus
        2 doctor now
        3 person lst
        3 plan lst
        2 coder asign
        2 score xplain
        2 list --jsn
        2 list is:opn
        2 list b:Guterres
        2 completion
        2 completion bsh
        2 config shw
        2 config edit
        2 config --edit
        2 tour now
        2 tour --ledger ledger
        """,
}
"""What is typed where the seed articles are on record."""

KINDS = r"""
    2 add @ --choice Ann=60%
    2 add @ --choice Ann=60% --choice Bea=60%
    2 add @ --choice Ann=60% --choice Ann=40%
    2 add @ --choice Ann=60% --choice annulled=40%
    2 add @ --choice Ann
    2 add @ --choice Ann=likely --choice Bea=40%
    2 add @ --choice Ann=60% --option Ann --option Bea
    2 add @ --choice Ann=60% --choice Bea=40% -p 70%
    2 add @ --choice Ann=60% --choice Bea=40% --unit votes
    2 add @ --choice Ann=60% --choice Bea=40% --denies
    2 add @ --choice Ann=60% --choice Bea=40% --unscorable "only a guess"
    2 add @ --option Ann --option Bea
    2 add @ --interval 10:20@80%
    2 add @ --interval 10:20@80% --question-kind number
    2 add @ --interval 10:20 --unit cases
    2 add @ --interval 10:20@100% --unit cases
    2 add @ --interval 20:10@80% --unit cases
    2 add @ --interval 10:20@80% --point 15 --unit cases
    2 add @ --interval 10:20@80% --unit cases --scale 0
    2 add @ --interval 10:20@80% --unit cases --scale wide
    2 add @ --interval 2026-05-01:2026-07-01@80% --unit cases
    2 add @ --interval 2026-05-01:2026-02-30@80% --question-kind date
    2 add @ --interval 2026-07-01:2026-05-01@80%
    2 add @ --quantile 0.5 --unit cases
    2 add @ --quantile 0.5=12 --quantile 0.9=11 --unit cases
    2 add @ --quantile 0.5=12 --quantile 50%=12 --unit cases
    2 add @ --quantile 1=12 --unit cases
    2 add @ --quantile 0.1234567891=12 --unit cases
    2 add @ --quantile 0.5=1e20 --unit cases
    2 add @ --point nan --unit cases
    2 add @ --point 12 --question-kind tarot
    2 add @ --point 12 --question-kind date
    2 add @ -p 70% --question-kind binary --scale 3
    2 add @ --unit cases
    2 add @ --choice "Ann\udcc3=60%"
    2 add --question winner --by "Ann Bell" --said 2026-03-14 --source none
    2 add --question winner --by "Ann Bell" --said 2026-03-14 --source none -p 70%
    2 add --question winner --by "Ann Bell" --said 2026-03-14 --source none -p 70% --quote "sure"
    2 add --question winner --by "Ann Bell" --said 2026-03-14 --source none --choice Ann=100%
    2 add --question winner --by "Ann Bell" --said 2026-03-14 --source none --point 12
    2 add --question cases --by "Ann Bell" --said 2026-03-14 --source none --choice Ann=100%
    2 add --question cases --by "Ann Bell" --said 2026-03-14 --source none --point 12 --unit votes
    2 add --question cases --by "Ann Bell" --said 2026-03-14 --due none --source none --point 12
    2 add --question landing --by "Ann Bell" --said 2026-03-14 --source none --point 12
    2 add @ -p 70% --if winner
    2 add @ -p 70% --if winner=Zoe
    2 add @ -p 70% --if cases=12
    2 resolve winner
    2 resolve winner yes
    2 resolve winner Zoe
    2 resolve cases yes
    2 resolve cases 12,5
    2 resolve cases nan
    2 resolve landing yes
    2 resolve landing 2026-02-30
    2 resolve landing 9999-12-31
    2 resolve someday not-by-horizon
    2 edit winner --set "options=Ann; Zoe"
    2 edit winner --set ordered=yes
    2 edit cases --set unit=votes
    2 edit cases --set scale=12
    2 edit landing --set kind=binary
    2 export scoreboard --question-kind all
    2 export scoreboard --question-kind choice,date
    2 export scoreboard --question-kind tarot
    2 export claims --question-kind date
    2 export scoreboard --question-kind date --by everybody
    2 export scoreboard_number --pooled
    """
"""Questions of other kinds: winner (Ann or Bea), cases, landing (a day), someday (no deadline)."""

NOTHING_BEGUN = r"""
    2 add @ -p 70
    2 add @ -p 70% --said soon
    3 add @ -p 70% --again
    3 add @ -p 70% --source somewhere
    3 add @ -p 70% --if invasion
    3 add --question invasion --by "Ann Bell" --said 2022-01-14 --source none -p 70%
    2 source add "The Daily Metal"
    2 import forecasts.csv
    2 import entries.toml
    3 import nowhere.csv
    2 import forecasts.csv --kept forever
    3 review
    3 review --json
    3 coder list
    3 coder agree
    3 coder adjudicate
    3 coder conclude
    3 coder open
    3 coder export
    3 coder assign lena,tom
    3 coder import elsewhere.jsonl
    3 browse
    3 list
    3 show invasion
    3 due
    3 dashboard
    3 log
    3 person list
    3 person Guterres
    3 source list
    3 source nyt-2022-01-21
    3 export claims
    3 sql "select 1"
    3 resolve invasion yes
    3 reopen invasion
    3 dispute invasion --reason "too early"
    3 withdraw invasion
    3 reject fnghdcbb --reason "a hope"
    3 edit invasion --set text=x
    3 undo
    3 redo
    3 due --ics closing.ics
    3 person merge Biden Guterres
    3 person alias Guterres "The Minister"
    3 person rename Guterres "A. Guterres"
    3 source link a b
    3 source retract a --reason "withdrawn"
    3 verify
    3 seal
    3 key
    3 checkpoint
    3 prove fnghdcbb
    3 redact 3 --reason why
    3 backup copy.sqlite
    3 clock
    3 export log
    3 import nowhere.jsonl
    """
"""What is typed where nothing is on record; nothing is begun by it."""

STRANGE = r"""
    4 list --ledger foreign
    4 add @ -p 70% --ledger foreign
    4 undo --ledger foreign
    4 list --ledger garbage
    4 undo --ledger garbage
    4 add @ -p 70% --ledger garbage
    4 import good.csv --ledger garbage
    4 list --ledger newer
    4 add @ -p 70% --ledger newer
    4 import good.csv --ledger newer
    4 seal --ledger foreign
    4 backup copy.sqlite --ledger garbage
    4 seal --ledger newer
    4 list --ledger preview
    4 add @ -p 70% --ledger preview
    3 list --ledger notes.txt
    1 add @ -p 70% --ledger notes.txt
    1 import good.csv --ledger notes.txt
    1 demo --ledger notes.txt
    """
"""What is typed where the ledger is somebody else's file, or of a later format, or no folder."""
