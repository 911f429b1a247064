"""The phrases that say how sure somebody is, and those that only look as if they did.

Invariant: the table says what a phrase is (a term, a hedge, a wish); what it means in numbers is
the lexicon's to say, and which of several governs a sentence is decided in `reading`.

Kinds: ``term`` (a word of certainty), ``belief`` (what somebody expects, fears, plans), ``modal``
(will, would), ``may`` (may, might, could), ``hedge``, ``bound``, ``wish``, ``opinion``, ``must``
(an opinion unless a modal stands before it), ``none`` (says nothing of the event), ``not``
(denies what it stands in), ``skip`` (none of these, whatever it looks like).
"""

from __future__ import annotations

from functools import cache

from ledger.wording.matching import Table, table

_CHANCE = (
    "chance|chances|likelihood|prospect|prospects|probability|possibility|odds|risk|danger|hope"
)
_VERY = "very|highly|quite|extremely|pretty|that|so|particularly|all|too|especially"

_TERMS: tuple[tuple[str, str], ...] = (
    ("virtually certain", "virtually certain|certainly|sure|guaranteed|assured"),
    ("nearly certain", "nearly|practically certain|certainly|sure; all but certain|sure|guaranteed; "
     "all but assured|inevitable|certainly; as good as certain; almost inevitable|guaranteed"),
    ("almost certain", "almost certain|sure"),
    ("almost certainly", "almost certainly|surely"),
    ("almost certainly not", "almost certainly|surely not; almost certain|sure not to"),
    ("extremely likely", "extremely|exceedingly|exceptionally likely|probable"),
    ("overwhelmingly likely", "overwhelmingly likely; overwhelming|overwhelmingly odds|probability|"
     "likelihood"),
    ("very likely", "very likely; very much likely"),
    ("highly likely", "highly likely"),
    ("very probable", "very probable|probably"),
    ("highly probable", "highly probable"),
    ("likely", "most|quite|fairly|rather|pretty|reasonably|still? likely"),
    ("probable", "quite|fairly|rather|most? probable; a probability that|of"),
    ("probably", "most|quite|very? probably"),
    ("probably not", "probably not"),
    ("better than even", "better than even; better than evens; better than a? fifty fifty; "
     "better than a? coin flip|toss"),
    ("more likely than not", "more likely than not; more probable than not"),
    ("less than even", "less than even; less than evens; worse than even; less likely than not; "
     "more unlikely than likely"),
    ("about even", "about|roughly|approximately|nearly even; chances are about? even; "
     "toss up; tossup; coin flip|toss; flip of a coin; fifty fifty; 50 - 50; 50 / 50; 50 50; "
     "evenly balanced|matched|poised; could go either way; even money"),
    ("even odds", "about|roughly? even odds; even|roughly even odds; evens"),
    ("even chance", "about|roughly? even chance|chances; even|roughly even chance|chances"),
    ("about as likely as not", "about? as likely as not; as likely as not; equally likely"),
    ("realistic possibility", "realistic possibility|chance|prospect; real and? realistic possibility"),
    ("real possibility", "very? real possibility|chance|prospect|risk|danger|likelihood; "
     "distinct possibility; serious possibility"),
    ("very good chance", f"very|really good|strong {_CHANCE}; excellent|great {_CHANCE}"),
    ("good chance", f"good {_CHANCE}; good bet; better than average chance"),
    ("strong chance", f"strong|high {_CHANCE}; strong|high|big likelihood|probability"),
    ("every chance", f"every {_CHANCE}; every likelihood|reason to believe|think|expect"),
    ("fair chance", f"fair|decent|reasonable|significant|substantial|considerable|solid {_CHANCE}"),
    ("in all likelihood", "in all likelihood|probability; in every likelihood|probability"),
    ("chances are", "the? chances are good?|high? that?; likelihood is that?"),
    ("odds on", "odds on; the? odds are good?|high? that?; odds|odds favour|favor; the smart money is on; "
     "odds are in favour|favor"),
    ("outside chance", f"outside {_CHANCE}; long shot; longshot"),
    ("little chance", f"little|small|low|not|no much? real? {_CHANCE}; little|small|low {_CHANCE}; "
     f"not|no much|great|good|big {_CHANCE}; scant|limited {_CHANCE}; not have|has|had much {_CHANCE}; "
     f"not a? good|great|strong|high {_CHANCE}; chances|odds|prospects|hopes are low|small|poor|dim|bleak"),
    ("chances are slight", "chances|odds|prospects are slim|slight; chance|likelihood|probability is slim|slight"),
    ("slight chance", f"slim|slight|slender|faint {_CHANCE}; very little|small|slim|slight|low {_CHANCE}"),
    ("remote chance", f"remote {_CHANCE}; {_CHANCE} is|are remote; remotest {_CHANCE}; "
     f"minimal|tiny|minuscule|negligible|vanishingly {_CHANCE}; {_CHANCE} is|are minimal|tiny|negligible"),
    ("almost no chance", f"almost|virtually|practically|next to no|zero|nil {_CHANCE}; hardly|barely|scarcely any {_CHANCE}; "
     "not a? snowball * chance; snowball * chance; next to impossible; cat in hell chance; almost|virtually|nearly impossible"),
    ("no chance", f"no|zero|nil|absolutely no|zero? {_CHANCE}; not a|any|the? slightest|faintest|remotest|ghost? of? a? {_CHANCE}; "
     f"no real|realistic|earthly|serious|plausible? {_CHANCE}; not a hope|prayer; no way; no hope of; no scenario * in which; "
     f"not have|has|had a? chance|hope|prayer; never in a million years; when hell freezes over; do|does not stand a chance; stand|stands no chance"),
    ("unlikely", f"unlikely; still|rather|quite|pretty|fairly|seems|most unlikely; not {_VERY}? likely; "
     f"hardly|scarcely likely; not the most likely; unlikely ever"),
    ("improbable", f"improbable; rather|quite|fairly improbable; not {_VERY}? probable; improbably"),
    ("very unlikely", "very unlikely"),
    ("highly unlikely", "highly|deeply unlikely"),
    ("very improbable", "very improbable"),
    ("highly improbable", "highly improbable"),
    ("extremely unlikely", "extremely|exceedingly|exceptionally|vanishingly|overwhelmingly unlikely|improbable"),
    ("impossible", "simply|absolutely|quite|physically|politically? impossible; not possible; "
     "inconceivable; unthinkable; unimaginable; not conceivable|imaginable; not on the cards; not in the cards"),
    ("out of the question", "out of the question; off the table; a? non starter; dead in the water; dead on arrival; "
     "for the birds; not going anywhere"),
    ("rule out", "rule|rules|ruled|ruling out; exclude|excludes|excluded|excluding the possibility|idea|use; "
     "rule|rules|ruled|ruling this|that|it|them out"),
    ("far-fetched", "far fetched; farfetched; implausible; hard|difficult to imagine|believe|see|envisage|envision; "
     "tough to see; fanciful; pipe dream; beyond belief; a fantasy; pie in the sky; "
     "stretches|defies belief|credulity"),
    ("hardly", "will|would|is|are hardly|scarcely; hardly|scarcely will|would|going"),
    ("cannot", "can|could not possibly?; can|could in no way; can|could never; can|could no longer"),
    ("certain", "certainly; is|are|was|were|be|seems|seem|appears|looks|look|it|almost? certain; certain to|that|it|he|she|they|we|of; "
     "a certainty; with certainty; dead certain; for certain; a certain thing; for sure; a? sure thing; a dead cert"),
    ("sure", "sure to|that|of|it|he|she|they|we|there|about|this; surely; sure as; am|are|is|was|were|be|quite|pretty|very|absolutely sure; "
     "rest assured; assured of|that; have no fear"),
    ("definitely", "definitely; definite; absolutely; for definite; 's? no two ways about it; come what may; mark my words; "
     "without fail; unquestionably; indisputably; unavoidably; assuredly; most certainly; decidedly"),
    ("undoubtedly", "undoubtedly; doubtless; indubitably; without question; beyond question; no question; "
     "unmistakably; no question about it; no question that|of|but"),
    ("no doubt", "no|any|zero serious|real|great|reasonable? doubt|doubts|about?; without a|any? doubt; "
     "beyond a|any|all? reasonable|serious? doubt; not the? slightest|least doubt; "
     "do|does|did|can|could not for? a? moment? doubt; never doubt|doubted; not in doubt; no one doubts; nobody doubts; "
     "not a doubt; leaves no doubt; not doubt|doubted"),
    ("little doubt", "little|scant|hardly|not much any? doubt; few doubts; few doubt; not much doubt"),
    ("obvious", "obvious; obviously; clear that|it|he|they|we|now; clearly; plain that|to; plainly; evident|evidently; self evident; "
     "manifestly; is|are|was|it|very|quite|pretty clear"),
    ("inevitable", "inevitable; inevitably; unavoidable; bound to; destined to; fated to; doomed to; "
     "only a matter|question of time; matter of time; a question of when; sooner or later; inescapable; inexorably; "
     "unstoppable; not a question of if; not a matter of if; no avoiding; cannot be avoided|stopped; "
     "can not be avoided|stopped|prevented"),
    ("guaranteed", "guaranteed; guarantee|guarantees that|it|you|this|to; i guarantee"),
    ("foregone conclusion", "foregone conclusion; done deal; a given; as good as done; in the bag; a fait accompli; "
     "a lock; locked in; a slam dunk; a sure bet; a certainty; cut and dried"),
    ("safe bet", "safe bet; safe to say|assume; i|we would? bet|wager; would bet|put money|wager; my bet is|that; "
     "you can bet; bet on|that; i bet; money is on; put my money on; bet the? house|farm|ranch|money|dollars"),
    ("surprised if", "would be very|highly|extremely|quite|really|a? bit|little? surprised|amazed|astonished|shocked|stunned if|to|by|should; "
     "would surprise|astonish|amaze|shock|stun me|us if; would be a? big|huge|great|major? surprise|shock if; "
     "would take a miracle; miracle for|if; do|would not bet|count|bank|rely on; not count|bank|bet|hold * on; "
     "not hold my|your breath; not hold * breath; i would not put money on"),
    ("do not see", "do|does|did|can|could|cannot not see|foresee|envisage|envision|imagine|picture; "
     "can|could not possibly? see|foresee|envisage|envision|imagine|picture; see|sees|saw no way|chance|prospect|scenario|possibility|path|route; "
     "hard|difficult to see how|a|any|them|him|it; no way that|for|to; never see; no path|route|way to|for; not see"),
    ("no sign", "no|little sign|signs|evidence|indication|indications of|that|to|they|he|it; not any sign|evidence|indication; "
     "no reason to believe|think|expect|suppose|assume; no sign|signs"),
    ("no plans", "no|any|zero current|immediate|present? plan|plans|intention|intentions|desire|appetite|interest|wish; "
     "not have|has|had any plans|intention|intentions|plan; not the? intention"),
    ("not prepared", "not|never be? ready|prepared|inclined|disposed; not in the mood|business"),
    ("unwilling", "unwilling; not willing; reluctant to; loath to; unprepared to; disinclined"),
    ("willing", "willing to; willing; happy to; eager to; keen to; inclined to; disposed to; determined to; committed to; resolved to"),
    ("set to", "set|all? to; is|are|was|were|be|looks|look|seems|appears all|now? set to|for; on the verge|brink|cusp of|to; "
     "on course|track to|for; slated to; primed to; headed|heading|hurtling|careering|barrelling for|to|towards|toward; due to; "
     "is|are to; in line to|for; on the way|road|path to; imminent; in the offing; is|are coming; around the corner"),
    ("about to", "about to; on the point of"),
    ("poised", "poised to|for; primed to; gearing up to|for; shaping up to|for; preparing to|for|a|an; ready to pounce; readying"),
    ("doubt", "doubt|doubts|doubted|doubting; doubtful; dubious; skeptical|sceptical; have my|our? doubts; have serious|grave|real doubts; "
     "pessimistic; not optimistic; not convinced; unconvinced; not persuaded"),
    ("convinced", "convinced; persuaded that; positive that|it|he|she|they|we|about; adamant; "
     "know|knows full? well? that|he|they|it|we|she; have no illusions; would stake my|his|her life|reputation|career"),
    ("confident", "confident; optimistic; upbeat; bullish; trust that; trust|trusts me|us; faith that; confidence that|in; "
     "assume|assumes|assumed|assuming that|he|it|they|we"),
)  # fmt: skip

_BELIEFS: tuple[tuple[str, str], ...] = (
    ("expect", "would? fully? expect|expects|expected|expecting; anticipate|anticipates|anticipated|anticipating; "
     "count|counting on; bank|banking on; expectation|expectations is|are|that|of; look|looks forward? to seeing; "
     "in expectation of; expectedly; is|are widely expected"),
    ("predict", "would? predict|predicts|predicted|predicting; forecast|forecasts|forecasted|forecasting; foresee|foresees|foresaw; "
     "project|projects|projected that|to; envisage|envisages|envision|envisions; prediction|forecast is|that; "
     "prediction|forecast:|:; i call it; see|sees|foresees coming; betting that|on; foretell|foretells; prophesy; my money says"),
    ("think", "think|thinks|thought|reckon|reckons|reckoned|guess|guesses|guessed|figure|figures|suppose|supposes|imagine|imagines; "
     "feel|feels|felt that|sure|like; in my|our view|opinion|judgment|judgement; my guess|hunch|sense|view is; would say|guess|think|imagine; "
     "sense that; seems to me; my sense is; the view that"),
    ("believe", "would? believe|believes|believed|believing; assess|assesses|assessed that|it|he|they|there; judge|judges|judged that; belief that|is; "
     "my belief; conclude|concludes|concluded that; assessment is|that"),
    ("suspect", "suspect|suspects|suspected; tempted to say; have a feeling|hunch; inkling; looks|look|looked|seems|seem|seemed|appears|appear like|as|that; "
     "seems|seem|appears|appear to; looking like|as; points|point|pointing to|towards; suggest|suggests|suggested that"),
    ("see", "see|sees|saw * happening|coming|winning|losing|going|falling|rising|continuing|ending|reaching|getting; "
     "can|could see * happening|coming; see|sees a; see|sees us|him|her|them|it"),
    ("plan", "plan|plans|planned|planning to|on|for; planned; has|have|had a? plan|plans; intend|intends|intended|intending to|that; "
     "intention is|to|of; aims|aim|aimed|aiming to; planning|plan|plans a|an|the; means|mean to|business; mulling; is|are|were|was preparing; "
     "has|have every intention; designs on; plotting to; wants|seeks|seeking * to; working to|towards|on; "
     "proposes|propose|proposed to; moving to; decided|decides|decide to|that; resolved to|that; vowing to; going ahead; pressing ahead; opted to"),
    ("agreed", "agreed|agrees|agree to|on|that|in|a|an|upon; agreed; agreement to|on|that; deal to; accord to; "
     "an? agreement; struck|reached|signed a deal; consented to; accepted; signed up to; has|have committed to; commit|committed to; consent|consents to"),
    ("scheduled", "scheduled|slated|timetabled|due|booked|arranged|earmarked|pencilled|fixed for|to|on|in|at; scheduled; earmarked; is|are due; "
     "on the calendar|agenda|schedule"),
    ("promise", "promise|promises|promised|promising to|that|it|he|a|an|they|we|not; promised; pledge|pledges|pledged|pledging; vow|vows|vowed|vowing; swear|swears|swore; "
     "undertake|undertakes|undertook|undertaken to; promise|pledge|commitment is|to|that|of; give|gave|gives|given * word|assurance|assurances; assure|assures|assured; "
     "guarantees|guaranteed to; you have my word; my word"),
    ("threaten", "threaten|threatens|threatened|threatening to|with|that; threatened; threatens; threat to; threats to"),
    ("warn", "warn|warns|warned|warning that|of|he|it|they|we|the|against|us|them|him|russia; warned; warns; sound|sounds|sounded the alarm; caution|cautions|cautioned that"),
    ("fear", "i|we|they|he|she|many|some|officials|experts|analysts|who|people|and|all|also|really fear|fears|feared; feared; fear|fears that|it|he|she|they|we|there|this; "
     "afraid|worry|worries|worried|concerned that|of|it|he|they|we|this|about; afraid; dread|dreads; scared that; my fear|worry|concern is; danger is that; i worry; worry that"),
    ("estimate", "estimate|estimates|estimated|estimating|estimation"),
    ("deny", "deny|denies|denied|denying; denial|denials; is|are|was not true that; untrue|false|nonsense|rubbish that|to|,; "
     "no truth in|to; not the case; refute|refutes|refuted; reject|rejects|rejected|dismiss|dismisses|dismissed the? idea|notion|suggestion|suggestions|claim|claims|talk|reports|"
     "allegation|allegations|possibility|prospect|speculation; pour|pours|poured cold water; scoff|scoffs|scoffed at; "
     "dismiss|dismisses|dismissed * fears|talk|warnings|claims|reports; a myth; a lie; fake news"),
    ("on track", "on track to|for"),
)  # fmt: skip

_OTHERS: tuple[tuple[str, str, str], ...] = (
    ("modal", "will", "will; shall; going to; is|are|am|be about to have; will be going to; is|are|am going to; tomorrow we"),
    ("modal", "would", "would"),
    ("may", "might", "may|might|could well|just|yet|easily|conceivably|theoretically|possibly|perhaps|very|still?; may|might|could; "
     "may|might|could very well; may|might|could be; may|might not; may|might as|very well"),
    ("can", "can", "can; is|are|be|was|were able to; capable of"),
    ("hedge", "possible", "perhaps; maybe; possibly; possible; conceivably; conceivable; potentially; potential for|to; plausible; plausibly; "
     "not impossible that?; within the realm of possibility; thinkable; in theory; theoretically; imaginable"),
    ("hedge", "chance", f"there is|are|remains|was still? a|some|the|always {_CHANCE}; a|some {_CHANCE} that|of|to|it|he|for; some {_CHANCE}; "
     f"has|have|had|stand|stands a {_CHANCE}; the possibility|risk|prospect|danger|chance of|that; possibility; possibilities; a possibility; risks|risk"),
    ("hedge", "unclear", "unclear; uncertain; uncertainty; unsure; too early|soon|close to say|tell|call|know; remains to be seen; time will|alone|only? tell; "
     "time alone|only will tell; only time will tell; who knows; anyone|anybody guess; hard|difficult|impossible to say|predict|know|tell; no one|nobody knows|can|will know|say|tell|predict; "
     "not know|sure|clear|certain if|whether|what|how|who; do|does|did|can not know|say|predict|tell|foresee what|whether|if|how|when; "
     "do|does not know; not sure; not clear; an open question; open question; up in the air; in the balance; up for grabs; touch and go; "
     "anything can|could|may|might happen; anything is possible; we will|shall see; let us see; will have to wait; wait and see; depends on|upon; depends; will depend on|upon; on the cards|table; "
     "all options are|remain; cannot say; jury is still? out; no idea|clue; your guess; in doubt; in question; in flux; unknown; unpredictable; nobody knows; not confident; "
     "undecided; a big|huge|major question mark; question mark"),
    ("bound", "not inevitable", "not|never|hardly|scarcely|far from|nowhere near by? no? means? yet|now|still|entirely|absolutely|necessarily|at|all|an|a|be|quite|completely|100|fully|totally? inevitable|certain|assured|guaranteed|unavoidable|preordained|given|certainty|inevitability|impossible|improbable|unlikely|unthinkable|inconceivable|predetermined|implausible|unimaginable|predestined|ordained; "
     "not an? inevitability|certainty|impossibility; not a? foregone conclusion|given|done deal|sure thing|certainty|lock|slam|guarantee; not a done deal; not out of the question; not off the table; not beyond the realms|realm|bounds of possibility; "
     "not far fetched; anything but certain|inevitable|assured|guaranteed|a|clear; by no means * certain|inevitable|assured|guaranteed|a|impossible|clear; far from certain|inevitable|assured|guaranteed|clear|impossible|a|over|being|unlikely|the; "
     "not necessarily; need not; does|do not mean|follow; not without hope; not entirely|completely|totally ruled out"),
    ("bound", "not ruled out", "can|could|should|would|must|will|does|did|do|has|have|had|is|are not|never|yet be? been? ruled|rule|exclude|excluded|discount|discounted|dismiss|dismissed out?; "
     "not|never|cannot be? been? rule|ruled|exclude|excluded * out; not|never yet? be? rule|ruled|ruling|rules out; not|never * rule|ruled|ruling out; can not be? excluded|discounted|dismissed|precluded; not exclude|excluded|excluding|discount|preclude|precluded; "
     "refuse|refuses|refused|decline|declines|declined|declining|refusing|unable|fail|failed|stop|stopped to|short of? rule|ruling out; stopped|stop|stops short of ruling|saying; rule|ruled|rules|ruling nothing out; "
     "nothing is|has|can|could be? been? ruled out|off; impossible to rule out; hard to rule out; difficult to rule out; leave|leaves|left open; leaves open the; left * door open; "
     "would not be surprised|surprising|shocked; would not surprise; not put it past; no surprise if; would be no surprise; never say never; wrong to rule out"),
    ("bound", "no guarantee", "no guarantee|guarantees|certainty|assurance|assurances; not guarantee|assure|ensure; not a|any guarantee; no certainty; no automatic; no inevitability; nothing is|was certain|inevitable|guaranteed|impossible|assured; nothing inevitable|certain; neither certain|inevitable"),
    ("bound", "more likely", "more|less|increasingly|ever|even|far|much|slightly|somewhat more|less likely|unlikely|probable|certain|plausible|improbable; more|less|increasingly likely|probable|certain|inevitable; increasingly|ever|less|more unlikely|improbable; as likely as; "
     "likelier; as likely to; raise|raises|raised|raising|increase|increases|increased|increasing|reduce|reduces|reduced|lower|lowers|heighten|heightens the? chance|chances|likelihood|odds|probability|risk|possibility|prospect|prospects|danger"),
    ("wish", "hope", "hope|hopes|hoped|hoping; hopefully; wish|wishes|wished; would like|love|prefer|rather|welcome|be happy|hate|wish|appreciate; let us; pray|prays|praying|prayed; want|wants|wanted|wanting; desire|desires; if only; may god|peace|he|they rest?; "
     "long|longing|longs|yearn|yearns for|to; dream|dreams|dreamt of|that; looking forward to; look forward to; god willing; fingers crossed; inshallah; would be nice|great|lovely|wonderful if; here is to; aspire|aspires|aspiration to; prefer|prefers|preferred that|to|a|not; "
     "i|we would settle for; try|tries|trying|tried to; seek|seeks|seeking|sought to|a|an; strive|strives|striving to; dreaming of"),
    ("wish", "request", "urge|urges|urged|urging; call|calls|called|calling on|upon|for; appeal|appeals|appealed to|for; demand|demands|demanded|demanding; ask|asks|asked for|to|that|him|them|us|putin|russia; request|requests|requested; "
     "beg|begs; insist|insists|insisted that * must|should; invite|invites|invited; please; encourage|encourages|encouraged; implore|implores; plead|pleads|pleaded; recommend|recommends|recommended; propose|proposes|proposed that|a; suggest|suggests|suggested we|he|they|a; advise|advises|advised"),
    ("opinion", "value", "is|are|was|were|be|been|being a|an|the|very|so|really|both|not|no|utterly|deeply|such|absolutely|just|simply|most|more|less|quite|huge|grave|terrible|historic|big|massive|serious? mistake|error|blunder|disaster|catastrophe|tragedy|shame|disgrace|outrage|folly|good|bad|great|terrible|awful|horrible|wrong|right|unwise|wise|foolish|crazy|insane|mad|madness|dangerous|nice|wonderful|better|best|worse|worst|unacceptable|acceptable|welcome|important|vital|crucial|essential|necessary|unnecessary|immoral|illegal|reckless|irresponsible|sad|pathetic|stupid|disastrous|catastrophic|unfair|fair|unjust|helpful|unhelpful|counterproductive|justified|unjustified|shameful|ridiculous|absurd|fantastic|excellent|brilliant|preferable|regrettable|deplorable|imperative|beautiful|ugly|desirable|undesirable|insulting|idea|difficult|hard|easy|tough|challenging|priority|problem|threat|success|failure|weak|strong|leader|hero|liar|criminal|key|interesting|worrying|troubling|alarming"),
    ("opinion", "value", "a|an|the huge|grave|terrible|historic|big|massive|serious|very? good|bad|great|terrible mistake|idea|error; deserve|deserves|deserved; had better; best thing; in the interest|interests of; would do well to; a mistake; makes|make sense to?; makes no sense; time to|for; right thing to; it is high? time; high time; worth"),
    ("must", "should", "should; ought to; must; need|needs to; needs; has|have|had got? to; supposed to; can not|ill afford|allow|accept|tolerate|let|permit; can ill afford; can not let; could not agree|care|be more|less|better|worse|happier; owe|owes it to; it is up to; necessary to|that; shall we"),
    ("none", "readiness", "ready to|for|and; ready; prepared to|for; able|capable|equipped|fit to|of; in a position to; positioned to; has|have|had|having the? capability|capacity|capabilities|ability|means|power|option|forces to|of"),
    ("none", "counterfactual", "would have|had; could|should|might|must have; would * have been"),
    ("not", "not", "not; never; neither; nor; nobody; no one; none; nothing; nowhere; no longer; never ever|again; no; not ever|once|now; under no circumstances; at no point|time; in no way; by no means; not any|a|at all?; not one; not a single; no such|more|further"),
    ("not", "operator", "fail|fails|failed|failing to; refuse|refuses|refused|refusing to|any|the|all; refusal to; decline|declines|declined|declining to; unable to; incapable of; not able to; not capable of; refrain|refrains|refrained|refraining from; "
     "abstain|abstains from; short of; rather than; instead of; decide|decides|decided|vote|votes|voted|voting|choose|opt|opted against; lack|lacks|lacked|lacking; short|shy of; give|gives|gave|giving up on; stop|stops|stopped short of; "
     "far from; without ever; anything but; too weak|strong|busy|late|divided|afraid|scared|old|slow|small|poor|expensive|costly|big|proud|smart|exhausted|tired|stretched|isolated|dependent to; no more; dare not; "
     "forgo|forgoes|forego|shun|shuns|spurn|spurns; neglect|neglects|neglected to; resist|resists calls|pressure; back|backs|backed|backing away|down|out? from|of; steer|steers clear of"),
    ("skip", "idiom", "not only|just|least|merely|simply|solely; not to mention; no matter; no later|sooner|less|fewer|more|earlier|other than; no wonder; make|makes|made|making sure|certain; to be sure; be sure to; as soon as possible; "
     "as * as possible; if|where|when|wherever|whenever|everything|all|anything possible; by chance|no; last|second|first|only|missed|golden chance; chance|chances to; at will; free|political|good|ill|popular|collective|national|human|public|strong|divine will; "
     "the|his|its|their|our|her|my|your|of|no|a will; will of; will power; likely voters|voter|candidate|candidates|nominee|successor|target|targets|suspects; the|its|their|his most? likely; the|his|its|their expected|planned|agreed|promised|threatened|predicted|estimated|scheduled; "
     "in|by|until|till|before|after|since|during|of|from|this|next|last|early|late|mid|end|through|and|to|1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20|21|22|23|24|25|26|27|28|29|30|31 may; theresa|mrs|ms|lord|brian may; "
     "military|its|their|the|his|our|of|full|economic|industrial might; might of|and; never mind; with|in no; in no time; no ,; never seen|before; without delay; not yet seen; not for nothing; nothing but|less|short|more; none other; "
     "as planned|expected|agreed|promised|predicted|scheduled; than expected|predicted|forecast|planned; thought|idea of; no doubt about; tin can; a certain; certain other|people|kind|kinds|conditions|circumstances|amount|types; not|no that|mere; no small|mean; "
     "for|of|on fear of; fears in|of|about|over|among|and; no fear; a|the|this|his|its|their|that|any|our|new|peace|russian|ukrainian plan|plans|promise|promises|threat|threats|agreement|deal|estimate|estimates|forecast|forecasts|prediction|predictions|expectation; "
     "the|this|that|an|its agreement; a|the|any deal to; figure|figures|find|finding|work|working out; just see; wait to see; to see if|whether|how; must see; i see; let us say; as you know; you know; trust in; faith in; can do|get|muster|be; as|all|everything|what|whatever * can; "
     "so as not to; if not; well known; must|should be noted; let us be clear|honest|frank|face; to be clear|honest|fair|frank; let us not forget; make no mistake; believe me; believe it or not; let me be clear|tell|say; let me; how can; "
     "set of|up|a|out; the set; most certainly not sure; not to worry; i dare say; needless to say; no offense; no secret that?; it is no secret; no exaggeration; come may"),
)  # fmt: skip


@cache
def phrases() -> Table:
    """Return the table of all phrases, made once."""
    entries = [("term", term, spoken) for term, spoken in _TERMS]
    entries += [("belief", term, spoken) for term, spoken in _BELIEFS]
    return table([*entries, ("term", "likely", "likely"), *_OTHERS])
