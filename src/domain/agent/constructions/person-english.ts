// How English asks for a person, by construction: who is wanted, who is not, and what should happen between the two.
import { type Phrases, phrases } from '../languages/phrases.ts';

/** Somebody of ours, whatever their title. */
const staff =
  '(humans?|human being|persons?|people|soul|grown-?up|adult|agents?|reps?|representatives?|advis[eo]rs?|consultants?|specialists?|experts?|engineers?|technicians?|managers?|supervisors?|superiors?|boss|team ?lead(er)?|executives?|operators?|colleagues?|employees?|clerk|staff|case ?worker|(team|staff) members?|members? of (the |your )?(\\p{L}{1,12} )?(staff|team)|live support|support desk|(account|billing|sales|support) (people|team|person|rep|guy|lady)|department|((next|second|higher) level|level (2|two)|tier (2|two))( support)?)';
/** Nobody would say so of a person in the product. */
const real =
  '(real|live|living|actual|flesh[- ]and[- ]blood|breathing|proper|genuine|human|competent|thinking)';
const anybody = '(somebody|someone|anybody|anyone|any (one|body))';
const machine =
  '(bots?|chat ?bots?|robots?|machines?|computers?|ai|algorithms?|automat(ed|ic|on)|auto-?(reply|replies|responses?|responders?|answers?)|canned (answers?|replies|responses?|text)|generated (text|answers?|replies)|virtual (assistant|agent))';
/** Only beside a person are these the ones that answer. */
const device = `(${machine}|program(me)?|software|script|scripts|templates?|form letters?|articles?|menus?)`;
const reach =
  '(phone|ring|call|contact|reach( out)?|get in touch|get back|write|reply|respond|answer|speak|talk|explain|step in|jump in|take over)';

const refusals = phrases(
  `(no more|enough (of|with)|enough|stop (with |sending |giving )?(me |us )?|sick of|tired of|fed up with|done with|get past|get rid of|bypass|skip) (this |these |the |your |all |another |talking to )*${machine}(?! (on|in|for|from|at) (my|our))`,
  `(don't|do not|won't|will not|not|refuse to|never) …2 (talk|talking|speak|speaking|chat|chatting|deal|dealing|discuss|arguing|argue|discussing) …6 (to|with) (an?|the|your|this|another|some)? ?${device}`,
  `(rather|sooner|better|instead of|more) …3 (than|instead of) (an?|the|your|this|some)? ?${device}`,
  `^(please )?no (more )?${machine}`,
  `not (to |with |by |from |for |just )?(an?|the|your|this|another|some|any) ${device}(?= (and|but|please|so|pls)\\b|[.,!?;]|$)`,
);

/** The customer's own people, software and calls. */
const ownMatters = phrases(
  '(add|invite|create|rename|remove|delete|assign|reassign|import|export|transfer|forward|hand over|approve|share|install) (an?|the|my|our|new|another|calls?|a call|tickets?|projects?) …3',
  'contact persons?|human[- ](readable|resources|errors?|friendly|rights|made)|(courier|carrier|statue|mannequin|drivers?|passengers?)',
  '(robot|agent|operator) (vacuum|role|view|status|id|code|install\\p{L}*|fails|software|version)|(call|contact) (recording|forwarding|cent(er|re)|form|list|field|log)s?',
  '(our|my|own) (website|site|inbox|chatbot|bot|widget|shop|page|caller|callers|clients?|customers?)',
  "(customer|client|buyer|user|visitor)s? (of ours )?(asks?|asked|wants?|wanted|says?|said|needs?)( (me|us))? to|(name|id) of (the|an?) (agent|operator)|(don't|do not|no need to|please don't|never) (bother|phone|ring|call|escalate)",
  "(reservation|appointment|phone number|calls) …3 (to|with) (an?|another|our) (other )?(operator|colleague|representative)|((i|we|they|he|she)('ve| have| has)?|already) (spoke|spoken|talked|chatted) (to|with)",
);

export const englishPersonWishes: readonly Phrases[] = [
  { always: [refusals], certain: [] },
  {
    certain: [
      // somebody is to be fetched, or the customer to be passed on
      phrases(
        `(?<!\\b(do|can|could|should|may|must|if|when|where) (i|we|they|he|she) )(?<! (want|need|like|have|am|trying) to )(put|pass|switch|route|transfer|connect|forward|direct|redirect|refer|patch|hand|move|assign|escalate|elevate|bump) (me|us|this|it|my (case|ticket|issue|question|problem)|the (case|ticket|issue))? ?(over |up |on |through |along |straight ){0,2}(to|with) …3 ${staff}`,
        `(get|fetch|bring|give|find|send) (me|us)( in)? (to |hold of )?(an?|the|your|some|one of your|any|in) …2 ${staff}`,
        `(get|fetch|bring|put|give) (your|the|me your|us your) …1 (boss|manager|supervisor|superior|team ?lead(er)?)( on| in|$)`,
        `(want|need|demand|expect|prefer|like|require|request|insist on) (to see |to have )?(an?|the|your|some|one of your) (${real} |senior |different |responsible ){0,2}(human|human being|person|representative|advis[eo]r|supervisor|superior|member of staff|employee|clerk|live agent|real agent)(?! (who|that|to) (can|install|appears))`,
        `(take|give|pass|bring|move|raise) (this|it|the (case|matter)|my (case|matter)) (up |on )?(to|with) (a|your|the|someone|somebody|higher) …2 (${staff}|else|up)`,
        `(human|personal|in-person|live|real) (assistance|attention|contact|help|support|interaction|touch|being|response|reply|answer)(?! (resources|error|time|widget|page))`,
      ),
      // is anybody there
      phrases(
        `(is|are|isn't|aren't) (there |this |these |it )?(${anybody}|a|any|some|really |actually |even |still ){0,3} ?(living |real |actual )?(${anybody}|humans?|person|people|soul|employees?|staff) …3 (actually |really |even )?(there|here|around|home|alive|awake|reading|listening|answering|behind|monitoring|on duty|on the other (end|side)|at the other end|looking)`,
        `(monitored|read|staffed|answered|manned|run|seen|reviewed|checked|handled|looked (at|into|over)|dealt with|assessed|decided|processed|examined|taken over|double-checked) (at all )?by (an? |any |some |one of your |your ){0,3}(${real} )?(member |people )?(${staff}|someone|somebody|anyone|anybody|of)`,
        `(${real}|warm|breathing) (${anybody}|human|humans|being|body|voice|${staff})`,
        `${anybody} (real|human|breathing|competent|with (a|an) (brain|name|voice|ear|bit of)|of flesh|who (is|can|could|would|will|has|understands|thinks|knows|speaks|reads) …4 (human|person|decide|authority|alive|think|not a))`,
      ),
      // by voice
      phrases(
        '(can|could|may|might|shall|when|prefer|rather|like|want|need|possible|arrange|sooner|way|happy|easier|better|moment|time|available) …9 (explain|discuss|talk|talking|speak|speaking|chat|go through|sort) …6 (by|on|over|via) (the )?(phone|telephone|call|voice)',
        '(rather|prefer|sooner|easier|better) …2 (speak|talk|phone|ring|speaking|talking|calling|phoning|ringing)(?! (a|the|our|their) )( (than|to)|$|[.!?,])?(?! (english|customer))',
        '(number|line) (do|can|should|to|i|we) …3 (dial|call|ring|phone) …6 (you|your|support|someone|somebody|desk|team|people)|(call|ring|phone) you (guys )?(up|directly|back|now|today|instead|on)',
        '(give|drop|arrange|schedule|book|set up) (me|us|a|an) …2 (ring|shout|bell|buzz|call|callback|call-back|phone call|phone appointment|chat with (an?|one|your))',
        `(${anybody}|one of (your|the|them)|${staff}) …5 (needs? to|should|must|has to|ought to|can|could|will|would|may|please|to) …2 (phone|ring|call|contact|reach out|get in touch|get back|give (me|us))(?! (customers|clients|the api|an|a ))`,
        '(please|kindly|just|pls|should|have (him|her|them|someone)) (phone|ring|call) (me|us|my)',
      ),
      // one of ours is to do it
      phrases(
        `(let|have|ask|get|could you have|can you have|would you have|make) (${anybody}|an? (${real} |senior )?${staff}|one of (your|the) \\p{L}{1,14}) …2 ${reach}`,
        `(let|have|ask|make) (an?|some|your) (${real} |senior )?${staff} …2 (handle|review|look|check|deal|assess|decide|help|sort|see|read|do) …2 (this|it|me|us|my|our|these)`,
        `(can|could|may|will|would|might) (an?|one of (your|the)|some|your) (${real} |senior )?${staff} …3 (handle|review|look|check|deal with|assess|decide|assist|help|sort|read|phone|ring|call|contact|reach out|step in|take) …2 (this|it|me|us|my|our|over|out|into|at)`,
        `(speak|talk|chat|conversation|discuss|discussion|word|call|meeting|in touch|put through|connected|appointment|session) …2 (with|to) (an?|your|the|one of|some|any|another|whoever|somebody|someone|anybody|anyone)? ?…3 (${staff}|whoever|in charge|responsible|at (head ?office|headquarters)|from your|in your|on your)`,
        `(reach|contact|get (hold|ahold) of|get through to|find|where (is|are)|hear (back )?from|answer from|reply from|response from|get an answer from) (an?|one of|any|some|the|your)? ?(${real} )?(${staff}|${anybody} (in|at|from|on) your|you by (phone|telephone))`,
        '(who|whoever) …3 (is |are )?(in charge|responsible|your (boss|manager|supervisor|superior)|above you|runs? (this|the) (place|show|company))',
        `(need|want|like|prefer|looking) (for )?${anybody} (in|at|from|of|on) (your|the) (\\p{L}{1,12} )?(team|office|company|staff|side|support|end|department|people)`,
        `(escalate|escalated|escalation|elevate) (this|it|my|please|to|further|at once|the)`,
      ),
    ],
    harmless: ownMatters,
  },
  {
    // the machine has failed, or is told from a person
    certain: [],
    together: [
      [
        phrases(`(${machine}|assistant|auto-?\\p{L}{1,10})`),
        phrases(
          "(repeat(s|ing)?|loops?|looping|circles|same (answer|thing|reply|link|text)|clueless|no (use|help)|useless|pointless|hopeless|(can't|cannot|can not|doesn't|does not|didn't|won't|is not|isn't|not) (help|solve|understand|get|follow|handle|answer|cut it|able|listen)\\p{L}*)",
        ),
        phrases('(this|the|your|that|these|those|keeps|stupid|silly)'),
      ],
      [
        phrases(device),
        phrases(`(${staff}|${anybody}|yourself|you people)`),
        phrases('(want|need|like|rather|instead|prefer|please|pls|not|no|than|enough|stop|give up|get)'),
      ],
    ],
    harmless: ownMatters,
  },
  {
    certain: [
      /^(?:(?:no|just|i said|again|please|pls|need|want|i want|i need|get me|give me|an?|the|your|some|any|real|live|actual|human|to|speak to|talk to|with)[ ,]{1,2}){0,5}(?:human|human being|person|agent|rep|representative|operator|manager|supervisor|advis[eo]r|employee|staff|team lead|callback|call back|live support|real people)(?:[ ,]{1,2}(?:please|pls|now|asap|thanks|thank you|only|immediately|today|support)){0,3}[.!? ]{0,9}$/,
    ],
  },
];
