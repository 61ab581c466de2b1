// An English speaker's wish for a human.
import { others, screenWords } from './english-speakers.ts';
import { type Phrases, phrases } from './phrases.ts';

export const englishPerson: readonly Phrases[] = [
  {
    always: [
      phrases(
        "(let me|i (want|need|wish|demand|would like|have) to|i'd like to|can i|could i|may i|please) (please )?(talk|speak|chat) (to|with) (an? |the |your |some |another )?(real |live |human |actual )?(human|person|agent|representative|manager|supervisor|operator|human being|member of staff)",
      ),
    ],
    certain: [
      /\b(?:talk|speak|chat|connect me|put me|transfer me|pass me|escalate (?:this|me)|hand me(?: over)?) (?:through )?(?:to|with) (?:(?:a|an|some|the|your|one|of|any|another|real|actual|live|human|proper) ){0,4}(?:human|humans|person|agent|representative|rep|manager|supervisor|operator|advisor|adviser|employee|boss|support agent|staff|human being|member of staff|customer service)\b/,
      /\b(?:talk|speak|chat) (?:to|with) (?:someone|somebody)(?:$|[.!?,]| (?:real|human|else|please|now|today|who|in person|directly|from|on the phone|at support|in support|from support|at your|in your|on your))/,
      /\b(?:want|need|prefer|get me|give me|i'd like|would like|demand|is there|where is) (?:(?:a|an|some|the|real|actual|live) ){0,3}(?:human(?![ -](?:readable|resources|error|friendly))|real person|live agent|actual person|human being)\b/,
      /^(?:hi |hello |hey |please )?(?:an? |some |the )?(?:(?:real|live|actual|human) )?(?:human|person|agent|representative|operator|manager|supervisor|someone real|human being)(?: (?:now|asap|only))?(?: please| pls|, please)?(?:, (?:a |the )?(?:human|real) ?(?:one|person)?)?[.!?]{0,5}$/,
      /\b(?:pass|put|hand|transfer|connect|forward) (?:me|us) (?:on |over |through )?to (?:(?:a|an|your|the|some|real|human) ){0,3}(?:manager|supervisor|boss|human|person|agent|colleague|team lead|someone)\b/,
      /\b(?:don't|do not|won't|will not) (?:want|wish|like|talk|speak|chat)(?: to)?(?: (?:talk|speak|chat|deal))? ?(?:to|with)? an? (?:bot|robot|machine|chat ?bot|ai)\b/,
      /\b(?:can|could) (?:someone|somebody|anyone)(?: from (?:your|the) \w{1,12})? (?:please )?(?:ring|call|phone) (?:me|us)\b/,
      /\b(?:stop|no more|enough of|sick of|tired of|hate) (?:\w{1,10} )?(?:this |the |your |these )?(?:bot|bots|robot|robots|automated (?:replies|answers|messages)|ai)\b/,
      /\bnot (?:\w{1,10} )?(?:to |with |by )?an? (?:bot|robot|machine|ai|computer)(?:$|[.!?,])/,
    ],
    likely: [
      /\b(?:please|can you|could you|can someone|could someone|have someone|have somebody|get someone to|someone should) (?:please )?(?:call|phone|ring) (?:me|us)\b/,
      /\bcall me back\b/,
    ],
    harmless: phrases(
      '(customer|client|buyer|caller|guest|visitor)s? (of ours )?(asks?|asked|wants?|wanted) to',
    ),
  },
  {
    certain: [
      phrases(
        '(talk|talking|speak|speaking|chat|chatting|discuss(ing)? (this|it)|deal|dealing|communicate|communicating|converse|text|have a word|in touch|get through|hold of|connected|put through|transferred) ((directly|live|personally|in person|now|right now) )?(to|with|of) …4 (human|humans|person|people|agents?|assistants?|representatives?|reps?|manager|supervisor|operators?|advis[eo]r|employee|boss|staff|colleagues?|customer service|customer support|support team|consultant|specialist|real (one|someone)|in charge)',
        '(talk|talking|speak|speaking|chat|chatting|discuss this|in touch|hold of) (to|with|of) (someone|somebody|anyone|anybody)( (real|human|who|in|from|on the phone|directly|please|about (this|it|my)|over|now|today))',
        '(contact|contacting|reach|reaching|call|calling) (an? |some |one of your |the |your )?(real |live |human |actual )?(human|humans|person|agents?|operators?|representatives?|assistants?|human being|supervisor|manager)(?! (role|name|code|id|key))',
        '(connect|put|transfer|pass|refer|forward|direct) (me|us) …2 (to|with|through) …4 (human|person|agent|support|staff|manager|someone|somebody|operator|team|colleague|customer service|representative)',
        '(need|want|wanna|help|assistance|like|want to) …2 (contact|contacting|reach|reaching|talk to|talking to|speak to|speak with|speaking to|speaking with|chat with|chatting with) (someone|somebody|a person|people)',
        '(get|find|give|send|need|want|want to see|bring) (me |us )?(to )?(a|an|some|the|any) (real |live |actual |human )?(person|human|human being|operator|live agent|human agent|representative|member of staff|staff member)(?![ -](name|field|role|code|readable|friendly|resources|error))',
        '(real|live|actual|human|flesh and blood) (person|people|persons|human|humans|human being|agent|agents|assistant|operator|representative|staff|support) …1 (please|now|there|here|asap|instead|take|call|answer|reply)',
        '(is|are) (there |any ?(one|body) )?(any |some )?(one |body )?(real|human|live|actual) (person|people|humans?|there|here|reading|answering|behind|agents?|one)',
        '(any ?one|any ?body) (real|human|alive)|(do|have) you (have )?…2 real people',
        'where are (the|your) (people|humans|staff)',
        '(rather|prefer|instead of|not|than) …6 (person|human|people) …4 (than|instead|not|rather) …3 (machine|bot|robot|computer|ai)',
        '(have|get|let|ask|make) (someone|somebody|a colleague|a person|a human|one of your (team|staff|people|colleagues)|a manager|your manager|a member of (your )?staff) …2 (call|ring|phone|answer|reply|take over|look|help|read|contact)',
        '(ask|let|have) (a |your )?(colleague|manager|supervisor|boss|team)( of yours)? …1 (to )?(call|ring|phone|answer|reply|take over|look|contact)',
        '(can|could|may|will|would) (a|an|one of your|your|some) (real |human )?(human|person|member of (the |your )?(staff|team)|colleagues?|staff member|manager|supervisor|team lead|agent|staff|people) …2 (look|take|read|answer|help|call|ring|phone|handle|respond|assist|contact|get back|deal)',
        '(want|need|request|requesting|like|prefer|expect|get|arrange) (a |your )?(callback|call back|phone call)',
        'direct (line|number|extension)|(any ?one|any ?body|someone|somebody) …6 (read|reads|reading) (what|my|this)',
        '(loop|bring|pull) (in )?(a |one of your |another |your )?(colleague|manager|specialist|expert|supervisor|human|someone)',
        '(asked|asking|begging|begged|requested|waiting) …6 (for|to (see|get|have)) (an? )?(real |live )?(person|human|callback|representative|manager|supervisor)',
        '(give|giving) (me|us) a (call|ring|callback)|(ring|phone) (me|us)',
        '(get|bring|fetch|involve|ask) (your|a) (manager|boss|supervisor|superior|executive)(?!.s )',
        '(hand|pass|give|forward|assign) (this|my|the|it) …2 (over )?to (a|an|one of your|some|your|another) (human|colleagues?|person|agent|specialist|manager|supervisor|staff|representative|real)',
        '(connect|connected) …1 (with|to) (a |an |the |some )?(real |live |human )?(agent|human|person|representative|operator|someone|somebody)',
        '(have|let) (someone|one of) …4 (executives?|managers?|specialists?|people|team|staff|department) …2 (contact|call|phone|ring|reach|write)',
        "who('s| is) your (manager|boss|supervisor|superior)",
        '(can|could|may|would|will) (someone|somebody|anyone|anybody) …4 (call|ring|phone) (me|us)',
        '(get|put|have|need|want) (someone|somebody|a human|a person) on( the (phone|line))?',
        '(who|whom) (can|could|do|may) (i|we) (speak|talk) (to|with)',
        '(one of )?your (staff|people|colleagues|team|humans) …2 (to )?(take over|take this over|look at this|answer (me|this)|handle (it|this)|to (call|answer|reply|read))',
        '(take|taking) over (from|for) (the|this) bot',
        '(escalate|elevate) (this|my|the|it) …3 (manager|supervisor|human|person|someone|team|staff|next level|level two|second level)',
        '(bot|robot|ai|machine|automated|chatbot) …5 (human|person|colleague|someone real|real one|people|somebody)',
        '(someone|somebody) real',
      ),
      /\b(?:talk|talking|speak|speaking|chat|chatting|contact|contacting)(?: to| with)? (?:someone|somebody|anyone)[.!? ]{0,4}$/,
      /^(?:please |pls |just )?(?:call|ring|phone) (?:me|us)\b/,
      /(?:^|[,;:-] ?| )(?:human|operator|agent|representative|real person)s?(?: please| now| asap|!)(?: |$|[.!?])/,
      /^(?:an? |the )?(?:human|operator|agent|representative|supervisor|manager|real person|staff)[.!? ]{0,6}$/,
    ],
    harmless: phrases(
      'contact persons?',
      '(add|invite|create|rename|remove|delete|print) (an?|the|my|our|new|another) …2 (agents?|persons?|human|manager|operator|assistant|colleague)',
      '(user|print|customs|transport|sync|api) agent|type "?(agent|human)"? in',
      '(my|our) own (shop|store|page|team)',
      "(don't|do not) (escalate|call|ring|phone)",
    ),
  },
  {
    certain: [],
    together: [
      [
        phrases(
          '(humans?|human being|experts?|real (person|people)|live (person|rep|agent)|persons?|people|employees?|staff|manager|supervisor|superior|specialists?|representatives?|reps?|operator|technicians?|executives?|support agents?|human agents?|real agents?|consultants?|advis[eo]rs?|team ?lead(er)?|boss|somebody real|someone real|member of your|your (colleagues?|team|people|boss|staff))',
        ),
        phrases(
          '(talk|talking|speak|speaking|phone|call|called|discuss(ed)?|look (at|into|over)|looks (at|into)|reviews?|reviewed|handle[sd]?|take (this |it )?over|takes (this |it )?over|deal with|deals with|reply|answer|answers|assist|assign|get back|number|escalate|contact|reach|chat|connect|on the (phone|line)|explain (it|this) to|hand (this|it)|ring|conversation|loop in|appointment|asked … for|asking for|begging for|directly|in person|involved?|line|read (what|my|this|it))',
        ),
        phrases('(i|we|my|me|us|our|your|this|please|need|want)'),
      ],
      [
        phrases('(someone|somebody|anyone|anybody|colleague|person|people|real one)'),
        phrases(
          '(talk to|talk with|speak to|speak with|speak w|talking to|talking with|speaking to|speaking with|call me|call us|phone me|phone us|on the (phone|line)|directly|higher up|in charge|knows what|who (actually )?(understands|can decide))',
        ),
        phrases(
          '(need|want|like|prefer|please|pls|rather|request|require|insist|demand|possible|could|can|may|get|let|better|wish|expect|instead|give|must|have to|how|where|is there|human)',
        ),
      ],
      [
        phrases(
          '(real|live|actual|flesh and blood) (person|human|people|agent|rep|representative|employee|human being)',
        ),
      ],
      [
        phrases('(bot|robot|automated|chatbot|machine|ai)'),
        phrases(
          '(understand|understands|get|gets|help|helps|useless|circles|loop|stupid|enough|stop|fed up)',
        ),
        phrases("(doesn't|does not|don't|do not|not|never|no|stop|enough|circles|loop|useless|stupid)"),
      ],
      [
        phrases('(escalate|escalation)'),
        phrases('(ticket|case|this|it|issue|matter|me)'),
        phrases('(now|please|pls|need|want|immediately|asap|at once|to|you must|i)'),
      ],
      [
        phrases('(automated|automatic|bot|robot|canned|machine|chatbot|ai|template|scripted)'),
        phrases('(human|person|people|employee|someone|somebody|staff|real|colleague)'),
        phrases('(want|need|like|instead|rather|not|please|get|give|stop|no|prefer|circles)'),
      ],
    ],
    harmless: phrases(
      'contact persons?|(responsible|natural|legal) person|per person',
      others,
      screenWords,
      '(add|invite|create|rename|remove|delete|transfer|hand|move|ship|reassign) …6 (person|people|colleagues?|someone|manager|agent|employee|staff)',
      '(carrier|courier|customs|warehouse|our team|my team|my boss|my colleague|our staff|my manager|our manager|name|login)',
      '(no need|not necessary|how many)',
      '(how|where) (do|can|should|does) (i|we|my \\p{L}{1,12}|our \\p{L}{1,12}) (transfer|forward|connect|assign|route|reassign|contact (my|our|customers?))|can (i|we) connect an?',
    ),
  },
];
