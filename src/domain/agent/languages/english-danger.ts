// What sends an English message to a human because of danger or law.
import { dangerToLife } from './danger-to-life.ts';
import { others } from './english-speakers.ts';
import { type Phrases, phrases } from './phrases.ts';

const i = "\\b(?:i|we)(?:'ll|'d|'m|'re| will| would| am| are| shall)?";

export const englishThreat: readonly Phrases[] = [
  dangerToLife.en,
  {
    certain: [
      /\b(?:kill|hurt|harm|cut|hang|shoot) (?:myself|ourselves)\b/,
      /\bsuicid(?:e|al)\b/,
      /\b(?:end|take|taking|ending) my (?:own )?life\b/,
      /\bi (?:just |really )?(?:want|wish|would like|am going|'m going) (?:to die|to be dead|i was dead|i were dead)\b/,
      /\b(?:better off dead|no reason to live|don't want to live|do not want to live|can't go on living)\b/,
      new RegExp(
        `${i}(?: \\w{1,12})?(?: going to| gonna| want to)? (?:kill|murder|hurt|shoot|stab|strangle|beat up|beat) (?:you|him|her|them|someone|somebody|people|everyone|everybody|all of you|your (?:family|staff|boss|team|driver|people|colleagues|children|kids))\\b`,
      ),
      /\b(?:blow|burn) (?:up |down )?your (?:office|building|house|place|warehouse|headquarters)\b/,
      /\b(?:plant|planted|bring|have) a bomb\b/,
      /\bi know where (?:you|your family|your staff) (?:live|lives|work|works|sleep)\b/,
      /\b(?:you will|you'll|you are going to|you're going to) (?:die|bleed|be sorry you were born)\b/,
      /\b(?:watch your backs?|death threats?)\b/,
      /\bi know where your (?:office|building|home|house|shop|family) (?:is|are|lives?)\b/,
      /\bmake (?:you|him|her|them) (?:regret|suffer|bleed)\b|\bmake you pay for\b|\b(?:somebody|someone|you)\b.{0,30}\bpay for this(?:$|[.,!])/,
    ],
    likely: [],
  },
  {
    certain: [
      phrases(
        '(no|any) (reason|point) (to|in) (live|living|be alive)',
        "(don't|do not|can't|cannot) …2 (want|wish) to (be alive|be here any ?more|exist|go on living|live)",
        "(don't|do not|can't|cannot|no longer) (see|find|have) (a|any|the) (reason|point|sense) (to|in|for) (live|living|go on|going on|life)",
        '(end|ending) it all|pay (for (this|it) )?with your (own )?(blood|life)',
        '(pills|overdose|gun|rope|razor|bridge) …8 (next to me|in my hand|in front of me|end it|what to do any|ready to)|(break|smash|cut|crush|bash) (your|his|her|their) (legs?|bones|necks?|arms?|faces?|heads?|teeth|fingers|skulls?)',
        '(thinking|thought|thoughts) (about|of) (suicide|killing myself|ending it)',
        '(coming|come|show up|drive) (to|over to|at|by) your …2 (office|house|home|warehouse|building) …8 (hurt|bat|gun|knife|regret|pay|sorry|burn|smash)',
        '(somebody|someone|you|people|one of you) (will|is going to|are going to|gonna|is gonna) …2 (get hurt|be hurt|bleed|die|get killed)',
        '(i|we) (know|found out|have) (where|which car|what car|who|your) …3 (you|they|your kids|your family|address) (live|lives|drive|drives|work|works|sleep|park)',
        '(better|should) watch (out|yourself|yourselves|your back)',
        '(burn|blow|smash|shoot) your …2 (warehouse|office|building|house|place|shop|store) (down|up)',
      ),
    ],
    harmless: phrases('(film|movie|book|song|title|game|novel)s?'),
  },
  {
    certain: [],
    together: [
      [
        phrases('(life|living|alive|myself|my life|end it|everything)'),
        phrases(
          '(no meaning|no point|pointless|worthless|end it|ending it|hurt|hurting|harm|harming|kill|over with|give up on life|goodbye forever|overdose|swallow|jump off|cut myself)',
        ),
        phrases('(tonight|going to|gonna|want|feel|feeling|thinking|will|has|there is|cannot|can not)'),
        /\b(?:i|me|myself|my)\b/,
      ],
      [
        phrases('(you|you people|your (team|staff|boss|agents?|family))'),
        phrases(
          '(deserve|should|going to|gonna|will|ought|hope you) …3 (be )?(shot|killed|beaten|stabbed|hanged|burned|hurt|suffer|die|bleed)',
        ),
      ],
      [
        phrases(
          "(i'll|i will|we'll|we will|i'm going to|gonna) …2 (find|get|hunt|come for|visit) (you|him|her|them|your)",
        ),
        phrases('(suffer|regret|hurt|pay|beat|break|sorry|kill|bleed|destroy|smash)'),
      ],
    ],
    harmless: phrases(
      '(film|movie|book|song|title|game|novel|scanner|battery|printer|label|script|deadline)s?',
    ),
  },
];

export const englishSecurity: readonly Phrases[] = [
  {
    certain: [
      /\b(?:account|password|shop|store|api key|e-?mail|login|profile|data)s? (?:was|were|has been|have been|got|is being|been|had been|may have been|might have been|seems to have been|seems) (?:just )?(?:hacked|compromised|breached|hijacked|taken over|stolen|leaked|exposed)\b/,
      /\b(?:some ?one|some ?body|a hacker|hackers|a stranger|an attacker|a thief|somebody else|someone else|they) (?:has |have |just |else |must have )?(?:hacked|hijacked|accessed|broke into|broken into|got into|gotten into|logged in|logged into|signed in|signed into|stole|stolen|took over|taken over|is using|is in|changed) (?:to )?(?:my|our)\b/,
      /\b(?:i|we)(?:'ve| have)? (?:been|got|was|were) (?:hacked|phished)\b/,
      /\b(?:i|we)(?:'ve| have)? (?:found|discovered|noticed|report|reporting|want to report|see) an? (?:critical |serious )?(?:security )?(?:vulnerability|security (?:hole|flaw|issue|bug|breach)|data (?:leak|breach))\b/,
      /\bsecurity (?:hole|flaw|vulnerability|weakness|gap|breach|leak)\b|\b(?:vulnerability|exploit|backdoor) (?:in|on|of) (?:your|the)\b/,
      /\b(?:some ?one|somebody|a stranger|strangers)\b.{0,30}\b(?:is|are|was|were) (?:logged|signed) in(?:to)? (?:to |on |at )?(?:my|our)\b/,
      /\b(?:i|we) (?:can|could) (?:see|read|open|access) (?:another (?:customer|user|merchant|shop|account|person|company)|(?:someone|somebody) else's|other (?:users'|merchants'|people's|companies'))/,
      /\b(?:there (?:is|was|are|were)|i see|i saw|i have|i noticed|we see|we noticed) .{0,25}\b(?:unauthori[sz]ed|suspicious|fraudulent) (?:\w{1,15} )?(?:access|log-?ins?|sign-?ins?|charges?|transactions?|payments?|activity|orders?)\b/,
    ],
    likely: [
      /\b(?:sql|code|command|script|html|template) injections?\b|\b(?:cross[- ]site scripting|xss|csrf|remote code execution|open redirect|zero[- ]day|path traversal|idor)\b/,
      /\b(?:my|our) (?:account|password|api key|shop|store) (?:is|are|gets?) (?:hacked|compromised|hijacked|stolen|leaked)\b/,
      /\bhacked (?:my|our|into)\b/,
      /\b(?:my|our) (?:stolen|leaked|hacked|compromised) (?:account|password|api key|laptop|phone)\b/,
      /\b(?:i|we) (?:did not|didn't|never) (?:make|made|authori[sz]ed?|approved?|request(?:ed)?|placed?) (?:this|that|these|those|the|any) (?:charge|payment|transaction|order|login|log-in|change|password)/,
      /\b(?:unauthori[sz]ed|fraudulent) (?:access|log-?ins?|charges?|transactions?|payments?)\b/,
      /\bdata breach\b/,
    ],
    harmless:
      /\b(?:protect(?:s|ed|ion)?|safe|secured?|defend(?:s|ed)?|guard(?:s|ed)?|tested) (?:\w{1,15} ){0,4}against\b|\bwhat (?:happens|do i do|should i do) (?:if|in case|when)\b|\bin case (?:my|our|of)\b/,
  },
  {
    certain: [
      phrases(
        '(someone|somebody|anyone|a stranger|another person|an? (former|ex) employee|ex-?employee|unknown (device|person|user)|they) … (using|uses|used|gets? into|got into|in|into|access to|signed in to|logged in to|sign(s|ed)? into|log(s|ged)? into|changed|changes) (my|our) (account|login|shop|store|password|profile|api key)',
        '(account|shop|store|api key|password|login|profile) …3 (hacked|compromised|hijacked|breached|leaked|stolen|taken over)',
        '(someone|somebody|a thief|hackers?) …2 (stole|stolen|hacked|has|got|knows|took) (my|our) (password|api key|login|credentials|account)',
        "(password|e-?mail|email address|login) (was|were|has been|got) …1 changed …6 (not me|wasn't me|wasn't us|not by me|without my|didn't)",
        "(it|that|this) (wasn't|was not|isn't) (me|us)",
        '(see|read|open|view|shows?|shown|sent|list|lists|received) … (names|addresses|orders|invoices?|data|details|parcels) …4 (a |an )?(different|another|other|someone else|somebody else|wrong) …1 (shop|merchant|company|customer|user|account|store|person)',
        '(?<!\\b(i|we|longer|not|to|i still|we still|n.t) )(has|have|had|got|getting|gained) access to (my|our)|(someone|somebody|stranger|hacker|thief|employee|my ex|ex-\\S{1,12}) …1 (placed|placing|deleting|deleted|changing|changed|ordered|bought|transferred|knows the password|has the password|has my password)|(login|log-in|sign-in|access) … (wasn.t|was not) (any|one|me|us|by)|(land|landed|end up|ended up|logged) in(to)? (another|someone else.s|somebody else.s|a different)|lock (him|her|them) out',
        '(hole|bug|flaw|exploit|weakness) in your',
        '(received|got|see|saw|was sent|were sent|can see|seeing|shows|found|opened) … (another|other|someone else|somebody else|a different) ?(customers?|merchants?|users?|shops?|company|companies|person|people)?.s? (data|address|addresses|orders?|invoices?|details|names?|customers|parcels?|account)',
        '(login|logins|log-in|sign-in|access|logged in) from (china|russia|brazil|nigeria|abroad|another (country|city|device)|an? (unknown|foreign|strange|different))',
        '(bug|hole|flaw|trick|way) (that|which|where|to) …2 (lets|allows|let|anyone|everyone|anybody) …4 (read|see|open|download|access|change|view)',
        '(suspicious|strange|unknown|weird|unrecogni[sz]ed|fraudulent|unauthori[sz]ed) (login|logins|log-ins?|sign-ins?|charges?|payments?|transactions?|activity|access|orders|device)',
        "(payment|charge|transaction|order|debit)s? …9 (i|we) (did not|didn't|never|haven't|have not) (authori[sz]ed?|approved?|made?|place|placed|recogni[sz]e)",
        "(orders|payments|purchases|charges) (i|we|that i|that we) (never|did not|didn't) (placed?|made?|authori[sz]ed?)",
        '(phishing|fake|scam) (mail|e-?mail|site|page|message|link) …9 (entered|typed|gave|clicked|put in)',
      ),
    ],
    harmless: phrases(
      '(what (happens|do i do|should i do|to do)|how) …3 (if|when|in case)',
      '(protect|detect|recogni[sz]e|prevent|avoid|block|revoke|report) …4 (leaked|suspicious|strange|phishing|fraudulent|hacked|stolen|unauthori[sz]ed)',
      'can (someone|somebody|another person|anyone) else',
    ),
  },
  {
    certain: [],
    together: [
      [
        phrases(
          '(account|login|shop|store|password|card|dashboard|profile|data|api key|credentials|codes?|keys|bank details|payout account|e-?mail|identity|system|orders?|payments?|transactions?|charges?|device|database|invoices?)',
        ),
        phrases(
          "(hacked|compromised|breached|breach|leaked|stolen|hijacked|broken into|break-?in|intruder|identity theft|phish(ed|ing)?|scammed|unauthori[sz]ed|suspicious|fraudulent|unknown (person|user|device)|stranger|public (repo|repository)|(someone|somebody|who) … (using them|using it|using my|using our|get in|getting in|log in)|did not ask for|didn't ask for|didn't request|other (companies|merchants|customers|users|shops|people)|(wasn't|was not|not) (me|us|by me|by us)|without (my|our) (knowledge|permission|consent|approval)|vulnerab(le|ility|ilities)|exploit(ed|able)?|malware|taken over|takeover|(don't|do not|didn't|cannot|can't) (recogni[sz]e|remember making)|fake (e-?mail|site|page)|(another|other|someone else's|somebody else's|wrong|different) (merchant|customer|user|company|shop|client)('s|s)?)",
        ),
        /\b(?:my|our|i|we|me|us)\b/,
      ],
    ],
    harmless: phrases(
      others,
      '(what (happens|do i do|should i do|to do)|how) …3 (if|when|in case)',
      '(protect|detect|recogni[sz]e|prevent|avoid|block|revoke|report|secure|safe|protected) …4 (leaked|suspicious|strange|phishing|fraudulent|hacked|stolen|unauthori[sz]ed|against)',
      '(stolen|lost) parcels?|screen lock|(whitepaper|officer|audit|setting)|switch to another',
    ),
  },
];

export const englishLegal: readonly Phrases[] = [
  {
    certain: [
      new RegExp(
        `${i}(?: \\w{1,12})?(?: going to| gonna| have to| be forced to| consider| be)? (?:sue|suing|take you to court|taking you to court|take legal|taking legal|press charges|file a lawsuit|file suit)\\b`,
      ),
      /\bsue you\b|\bsuing you\b|\bsee you in court\b|\btake (?:you|this) to court\b/,
      /\b(?:hear|hearing) from (?:my|our) (?:lawyers?|attorneys?|solicitors?|legal team)\b/,
      /\b(?:legal action|legal steps|legal proceedings) (?:against|will be|if|unless)\b/,
      /\b(?:report|reporting|reported|complain|complaint|complaining) (?:\w{1,12} )?(?:to|with) (?:the |your )?(?:\w{1,12} ){0,2}(?:ombudsman|police|regulators?|authorit(?:y|ies)|trading standards|consumer protection|better business bureau|bbb|ftc|ico|attorney general)\b/,
      /\b(?:is|this is|that is|that's|it's|are|you are|you're|was|seems) (?:completely |totally |simply |clearly |absolutely |downright )?(?:illegal|unlawful|against the law|a crime|criminal)\b(?! (?:to|for))/,
      new RegExp(
        `(?<!should |do |must )${i}(?: \\w{1,12})?(?: going(?: straight)?| go)? (?:to|contact|contacting|inform|informing|tell|telling|call|calling|involve|involving|alert) (?:the |my )?(?:police|press|media|newspapers?|journalists?|authorities|regulator|data protection authority|ombudsman)\\b`,
      ),
      /\b(?:letter before action|cease and desist|subpoena|small claims court)\b/,
    ],
    likely: [/\b(?:lawsuit|legal action|legal proceedings|breach of contract|court order)\b/],
    harmless:
      /\b(?:add|invite|give|grant|share|send|forward) (?:\w{1,12} )?(?:my|our) (?:lawyers?|attorneys?|solicitors?)\b|\b(?:report (?:\w{1,12} )?sales|tax authorit(?:y|ies))\b|\b(?:is it|would it be) (?:illegal|unlawful|against the law)\b|\b(?:illegal|unlawful) (?:goods|items|products|characters?)\b/,
  },
  {
    certain: [
      /\bright (?:to be forgotten|of access|to erasure)\b|\bsubject access request\b|\bas is my (?:legal )?right\b|\bunder (?:the )?(?:gdpr )?art(?:icle|\.)? ?(?:15|17)\b|\bmy rights? under (?:the )?(?:gdpr|data protection)\b/,
    ],
    likely: [
      /\b(?:delete|erase|remove|destroy|send|give|show|provide|request|want|access|copy of|get)\b.{0,40}\b(?:data|information)\b.{0,30}\b(?:about|on|of|concerning) (?:me|myself|us|my person)\b/,
      /\b(?:gdpr|ccpa) (?:request|complaint)\b/,
      /\b(?:you|your company) (?:\w{1,12} )?(?:hold|store|keep|have|process|know|stored|collected)\b.{0,25}\b(?:about|on|of) (?:me|myself)\b/,
    ],
    harmless:
      /\b(?:buyers?|customers?|clients?|shoppers?|visitors?|recipients?)(?:'s?)?\b.{0,60}\b(?:asks?|asked|asking|wants?|made|makes|requests?|requested|data|sent|sends|under)\b/,
  },
  {
    certain: [
      phrases(
        '(my|our|an|a) (lawyer|attorney|solicitor|barrister|legal (team|department|counsel|adviser|advisor))s? (will|has|have|is|are|says?|said|advised?|told|thinks?|confirms?|contact(s|ed)?|writes?|recommends?)',
        '(instructed|hired|engaged|asked|consult(ed|ing)?|contact(ed|ing)?|retain(ed)?|involve|involving|speak(ing)? (to|with)|spoken (to|with)|talk(ing)? to|see(ing)?|getting|get) (an?|my|our|the) (lawyer|attorney|solicitor|barrister|counsel)',
        '(instructed|instructing|our|engaged) counsel',
        '(matter|case|file|this|it) …2 (to|with) (my|our|the|a) (lawyer|attorney|solicitor|legal department)s?',
        '(take|taking|go|going|bring|bringing) …4 (to court|small claims|to a tribunal|before a judge|to the ombudsman)',
        '(take|taking|start|consider|considering|initiate|pursue|begin) …1 legal (action|steps|proceedings|measures)',
        '(against the law|breach of contract|breached (our|the) contract|before legal proceedings|formal notice|claim damages|class action|lawsuit|damages claim)',
        '(filed?|filing|lodged?|lodging|made|making) … complaint … (consumer|ombudsman|authority|regulator|police|agency|trading standards|bureau|commission|bbb|ftc|ico)',
        '(trading standards|consumer protection|data protection authority|the ombudsman|the regulator|the police|the press|the newspapers) (will|would|may|is going to|has been)',
        "(i'll|we'll|i will|we will|i'm going|going|i am going|have to|i'd) …2 (to|call|inform|contact|involve|alert|tell) the (police|press|media|newspapers?|authorities|ombudsman)",
        '(deleted?|erased?|remove|destroy|provide|access to|demand|copy of|disclose) … (everything|every piece of data|all data|all (the )?information|any data|personal data|what) … (about|on|concerning|stored|hold|have) …3 (me|us|my person)',
        '(this|it|that) is (fraud|theft|extortion)|(are|is) in breach|next step is (the |a |my )?(court|courthouse|lawyer|attorney|solicitor)|(broke|breaking|breaks|broken) the law|(served|serve you) (with )?papers|(my|our) right (to|of) (access|erasure|object|be forgotten|rectification)|(press|pressing) charges|cease and desist|(hold|holding) you (liable|responsible|accountable)|reserve …1 rights',
        '(county|district|civil|high|small claims) court',
        '(violat(e|es|ed|ing|ion)|break|breaks|breaking|against) …4 (law|laws|gdpr|regulations?|our contract|our agreement)',
        '(consumer|criminal|data protection) law',
      ),
    ],
    likely: [phrases('(legal action|legal steps|lawsuit|sue)')],
    harmless: phrases(
      others,
      '(add|invite|give|grant|share|send|forward|bill|invoice) …2 (my|our|a|the) (lawyer|attorney|solicitor)s?',
      '(asked|asks|wants|wanted|needs|requests) (us|me|for) …3 (a |an )?(copy|invoice|invoices|receipt)',
      '(module|column|field|template|menu|button|street|company name|law firm)|report sales|sales to|invoices? to|to (my|our|the) legal (department|team)',
      'will sue, the|named? will sue|sue (and|&) \\p{L}{1,12}',
    ),
  },
  {
    certain: [],
    together: [
      [
        phrases(
          '(lawyers?|attorneys?|solicitors?|barristers?|lawsuits?|su(e|ing|ed)|litigat(e|ion)|courts?|courthouse|(broke|breaking|breaks) the law|commissioner|tribunal|prosecut(e|ion)|ombudsman|ftc|trading standards|consumer (protection|rights)|regulators?|legal (action|steps|proceedings|representatives?|team|department|counsel|claim|consequences|means|notice|rights|advice|matter)|liable|police|illegal(ly)?|unlawful(ly)?|against the law|fraud|breach(ed|ing)? of …2 (contract|agreement|terms|law)|violat(e|ed|ing|ion) …3 (agreement|contract|law|rights|gdpr)|damages|arbitration|statutory|criminal (complaint|charges)|authorities)',
        ),
        phrases('(you|your|yours|this company|company|i|we|my|our|us|me|will)'),
      ],
      [
        phrases(
          '(lawyers?|attorneys?|solicitors?|barristers?|legal representatives?|lawsuit|litigation|courts|legal (action|steps|proceedings))',
        ),
        phrases('(i|we|my|our)'),
        phrases(
          '(will|forced|going|shall|expect|next|deal|hand(ed|ing)?|pursue|consider(ing)?|take|must|intend|plan|prepare|ready|unless|otherwise|letter)',
        ),
      ],
      [
        phrases('(gdpr|ccpa|data protection|personal data|my data|right to)'),
        phrases(
          '(erase|erasure|delete|deletion|access|copy|disclose|object|complain|remove|information|stored|hold)',
        ),
        phrases(
          '(i|me|my) …2 (request|demand|want|require|ask|hereby|exercise|invoke|insist|expect|personal|data)',
        ),
      ],
    ],
    harmless: phrases(
      others,
      '(add|invite|give|grant|share|send|forward|bill|invoice) …2 (my|our|a|the) (lawyer|attorney|solicitor)s?',
      '(asked|asks|wants|wanted|needs|requests) (us|me|for) …3 (a |an )?(copy|invoice|invoices|receipt|proof)',
      '(module|column|field|template|menu|button|street|company name|law firm|address|prints?|label|carrier|courier|customs)',
      '(to|for) …1 (illegal|unlawful)',
      '(send|forward|address|mail|e-?mail) …4 to (my|our|the) legal (department|team)|report …1 sales|tax authorit(y|ies)',
    ),
  },
];
