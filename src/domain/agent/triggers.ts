// What sends a message to a human at once: the wording of each trigger, and the calm wording that must not.
import type { EscalationReason, Priority } from '../ticket/events.ts';
import { foreign } from './languages.ts';

/**
 * Patterns are matched against one folded sentence (lower case, single spaces). All gaps are bounded and
 * no quantifier stands inside another, so that matching is linear on hostile text.
 */
export interface Trigger {
  readonly reason: Extract<
    EscalationReason,
    'legal' | 'refund' | 'pricing' | 'security' | 'threat' | 'human-requested'
  >;
  readonly priority: Priority;
  /** Enough on its own. */
  readonly certain: readonly RegExp[];
  /** Enough unless the sentence only asks for information. */
  readonly likely: readonly RegExp[];
  /** Wording that makes the sentence harmless for this trigger, whatever else it says. */
  readonly harmless?: RegExp;
}

/** A sentence that asks how something works, rather than asking for it. */
export const asksForInformation =
  /^(?:(?:hi|hello|hey|please|also|and|so|ok|okay|but|quick question)[,:]? )?(?:how|what|where|when|which|who|is there|are there|do you|does|is it|if (?:i|we)\b[^?]{1,80}, (?:do|will|does|can|would)|(?:can|could|would) you (?:please )?(?:tell|explain|show|point)|i(?: want|'d like| would like) to (?:know|understand|learn)|i(?: was|'m| am) (?:just )?wondering|i wonder|tell me|please explain)\b/;

const i = "\\b(?:i|we)(?:'ll|'d|'m|'re| will| would| am| are| shall)?";
const wish =
  '(?:want|need|demand|request|expect|insist on|like|require|requesting|demanding|asking for|owed|deserve)';

/** In order of weight: the first that fires is the reason. */
export const triggers: readonly Trigger[] = [
  {
    reason: 'threat',
    priority: 'urgent',
    certain: [
      foreign.threat,
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
    reason: 'security',
    priority: 'urgent',
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
      /\b(?:i|we) (?:did not|didn't|never) (?:made?|authori[sz]ed?|approved?|request(?:ed)?|placed?) (?:this|that|these|those|the|any) (?:charge|payment|transaction|order|login|log-in|change|password)/,
      /\b(?:unauthori[sz]ed|fraudulent) (?:access|log-?ins?|charges?|transactions?|payments?)\b/,
      /\bdata breach\b/,
    ],
    harmless:
      /\b(?:protect(?:s|ed|ion)?|safe|secured?|defend(?:s|ed)?|guard(?:s|ed)?|tested) (?:\w{1,15} ){0,4}against\b|\bwhat (?:happens|do i do|should i do) (?:if|in case|when)\b|\bin case (?:my|our|of)\b/,
  },
  {
    reason: 'legal',
    priority: 'high',
    certain: [
      foreign.legal,
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
    likely: [
      /\b(?:my|our) (?:lawyers?|attorneys?|solicitors?|legal (?:team|counsel))\b/,
      /\b(?:lawsuit|legal action|legal proceedings|breach of contract|court order)\b/,
    ],
    harmless:
      /\b(?:add|invite|give|grant|share|send|forward) (?:\w{1,12} )?(?:my|our) (?:lawyers?|attorneys?|solicitors?)\b|\b(?:is it|would it be) (?:illegal|unlawful|against the law)\b|\b(?:illegal|unlawful) (?:goods|items|products|characters?)\b/,
  },
  {
    // The customer's own data. What buyers ask of a merchant is the merchant's matter, and an article explains it.
    reason: 'legal',
    priority: 'high',
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
    reason: 'refund',
    priority: 'normal',
    certain: [
      foreign.refund,
      /\byou(?:'ve| have)? (?:just |simply )?(?:stole|stolen|robbed|took|taken|are stealing|keep stealing) (?:me of |all )?(?:my|our) (?:\w{1,10} )?(?:money|cash|funds)\b/,
      /\brefund (?:me|us|my|our)\b(?! (?:customer|buyer|client|shopper))/,
      /\bwhere(?: is|'s) (?:my|our) refund\b/,
      /\b(?:reimburse|compensate) (?:me|us)\b|\b(?:give|send|pay|hand) (?:me|us) (?:back )?(?:all )?(?:my|our) money\b/,
      /\bcharge ?back\b.{0,40}\b(?:bank|card|against you|with my)\b/,
      /\b(?:i|we)(?:'ll| will) (?:dispute|charge ?back|reverse) (?:the |this |that |your )?(?:charge|payment)\b/,
    ],
    likely: [
      /\b(?:my|our|all my|the) money back\b/,
      new RegExp(
        `${i}(?: \\w{1,12})? ${wish} (?:to (?:have|get|claim|request|receive) )?(?:(?:a|an|my|our|the|full|partial|immediate|complete|some) ){0,3}(?:refund|reimbursement|compensation)\\b`,
      ),
      /\b(?:can|could|may|do|will|would) (?:i|we) (?:please )?(?:get|have|claim|request|receive) (?:(?:a|an|my|our|the|full|partial) ){0,2}(?:refund|reimbursement|money back)\b/,
      /\b(?:give|issue|send|process|grant|owe|get) (?:me|us) (?:(?:a|an|my|our|the|full|partial) ){0,2}(?:refund|reimbursement|compensation)\b/,
      /\b(?:please|must|should|just) refund\b/,
      /\b(?:i|we) (?:want|need|expect|demand) (?:this|it|that|everything|the (?:charge|payment|amount)) (?:to be )?(?:refunded|reimbursed)\b/,
    ],
    harmless:
      /\b(?:don't|do not|not|no longer) (?:want|need|asking for|looking for|expect|require) (?:\w{1,8} )?(?:refund|money|reimburse)|\b(?:my|our|a|the|her|his|their|which|each) (?:customer|buyer|client|shopper|recipient)s?\b|\bif (?:i|we) (?:cancel|change|return|leave|downgrade|close)/,
  },
  {
    reason: 'pricing',
    priority: 'normal',
    certain: [
      /\b(?:give|offer|grant|make|get|cut) (?:me|us) (?:(?:a|an|some|the|bigger|better|special|lower|cheaper|good|big) ){1,3}(?:discount|price|deal|rate|offer)\b/,
      /\b(?:discount|cheaper|lower price|better price|better deal|lower rate|price).{0,40}\bor (?:else )?(?:i|we)?(?:'ll|'m| will| am| are)? ?(?:\w{1,10} )?(?:leave|leaving|cancel|cancelling|switch|switching|go|going|move|moving|quit)\b/,
      /\b(?:match|beat) (?:the|their|that|this|your competitor's|a competitor's|our) (?:\w{1,15} )?(?:price|offer|quote)\b/,
      /\b(?:negotiate|negotiating|negotiable|negotiation|haggle|renegotiate)\b/,
      /\b\d{1,2} ?(?:%|percent|per cent) (?:off|less|discount|cheaper)\b.{0,40}\bif (?:i|we)\b(?! (?:are|am|pay)\b|')|\bif (?:i|we|you) (?!are\b|am\b|pay\b).{0,60}\b\d{1,2} ?(?:%|percent|per cent) (?:off|less|discount|cheaper)\b/,
      /\b(?:i|we)(?:'d| would) (?:stay|sign|buy|upgrade|come back)\b.{0,40}\b(?:if|for)\b.{0,30}(?:[$€£]\d|%|\bdiscount|\bcheaper)/,
      /\b(?:can|could|would|will) you (?:please )?(?:do|make|give|offer) (?:us |me |it )?.{0,30}\bfor (?:only |just )?[$€£] ?\d{1,6}\b/,
      /\b(?:special|better|custom|individual) (?:deal|price|pricing|offer|rate|terms)\b.{0,30}\b(?:make|give|offer|for) (?:us|me)\b|\b(?:deal|price|offer|discount) can you (?:make|give|offer) (?:us|me)\b/,
      /\b(?:wiggle room|leeway|flexib(?:le|ility)) .{0,20}\b(?:prices?|pricing|rates?|fees?|costs?)\b/,
      /\bwaive (?:my|our|the|this|that) (?:\w{1,12} )?(?:fees?|charges?|costs?|price|invoice)\b/,
      /\b(?:competitors?|others?|another company)\b.{0,60}\b(?:match|beat)\b|\bwill you (?:match|beat) (?:it|that|this|them)\b/,
    ],
    likely: [
      new RegExp(
        `${i}(?: \\w{1,12})? ${wish} (?:to (?:have|get) )?(?:(?:a|an|some|the|bigger|better|special|lower|cheaper|good) ){1,3}(?:discount|price|deal|rate)\\b`,
      ),
      /\b(?:can|could|would|will) (?:you|i|we) (?:please )?(?:give|do|make|get|have|offer|lower|reduce) .{0,20}\b(?:discount|better price|lower price|special price|better deal|price down|cheaper)\b/,
      /\b(?:lower|reduce|drop|come down on) (?:the|your|our|my) (?:\w{1,12} )?(?:price|rate|fee|cost)s?\b.{0,30}\b(?:for (?:me|us)|or|otherwise)\b/,
      /\btoo expensive\b.{0,60}\b(?:discount|cheaper|lower|reduce|better price)\b/,
    ],
    harmless:
      /\b(?:discount|coupon|voucher) (?:code|codes|field|column|rule|rules|button)\b|\b(?:my|our) (?:customer|buyer|client|shopper)s?\b/,
  },
  {
    reason: 'human-requested',
    priority: 'normal',
    certain: [
      foreign.human,
      /\b(?:talk|speak|chat|connect me|put me|transfer me|pass me|escalate (?:this|me)|hand me(?: over)?) (?:through )?(?:to|with) (?:(?:a|an|some|the|your|one|of|any|another|real|actual|live|human|proper) ){0,4}(?:human|humans|person|agent|representative|rep|manager|supervisor|operator|advisor|adviser|employee|boss|support agent|staff|human being|member of staff|customer service)\b/,
      /\b(?:talk|speak|chat) (?:to|with) (?:someone|somebody)(?:$|[.!?,]| (?:real|human|else|please|now|today|who|in person|directly|from|on the phone|at support|in support|from support|at your|in your|on your))/,
      /\b(?:want|need|prefer|get me|give me|i'd like|would like|demand|is there|where is) (?:(?:a|an|some|the|real|actual|live) ){0,3}(?:human(?! (?:readable|resources|error))|real person|live agent|actual person|human being)\b/,
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
  },
];

/** Abuse aimed at us, or swearing: one such sentence is anger enough. */
export const abuse: readonly RegExp[] = [
  foreign.abuse,
  /\b(?:you|your|you're)(?: (?:are|all|people|guys|lot|a|bunch of|just|nothing but)){0,5}(?: \w{1,12})? (?:idiots?|morons?|scammers?|crooks?|liars?|thieves|clowns?|imbeciles?|bastards?|assholes?|incompetents?|amateurs?)\b/,
  /\b(?:fuck|fucks|fucked|fucking|fucker|motherfucker|screw (?:you|off|this)|go to hell|bullshit)\b/,
  /\b(?:your|this|the|what) (?:\w{1,12} )?(?:shit|shitty|crap|crappy|bloody)\b|\bpiece of (?:shit|crap|garbage|junk|rubbish|trash)\b/,
  /\b(?:you|your|this|the|company|service|support|app) (?:\w{1,12} ){0,2}(?:is|are|was) (?:just |such |simply |really )?an? (?:\w{1,12} )?(?:joke|disgrace|shambles|farce|scam|rip-?off)\b/,
  /\b(?:absolute|complete|total|utter) (?:joke|disgrace|shambles|farce|scam|rip-?off)\b/,
  /\bshame on you\b|\byou (?:people )?(?:\w{1,12} )?disgust\b|\bdisgusted (?:by|with|at) (?:how )?(?:you|your)\b/,
];

/** Letters that a mask hides in the most usual swear words: f*ck, f***ing, f\*cking, sh*t. */
const mask = '[*#@$%\\\\]{1,8}';
const masked: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`\\bf${mask}(?:u?c?k(?=\\w|\\b))?(?=ing|ed|er|\\b|\\W|$)`, 'g'), 'fuck'],
  [new RegExp(`\\bfu${mask}k?`, 'g'), 'fuck'],
  [new RegExp(`\\bsh${mask}t?`, 'g'), 'shit'],
  [new RegExp(`\\bbullsh${mask}t?`, 'g'), 'bullshit'],
];

/** Swear words with their letters back. @param text folded */
export function unmasked(text: string): string {
  return /[*#@$%\\]/.test(text)
    ? masked.reduce((read, [pattern, word]) => read.replace(pattern, word), text)
    : text;
}
