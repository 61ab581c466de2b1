// What sends an English message to a human: the reasons in their own files, and anger.
import { englishLegal, englishSecurity, englishThreat } from './english-danger.ts';
import { englishPricing, englishRefund } from './english-money.ts';
import { englishPerson } from './english-person.ts';
import { phrases, type Wording } from './phrases.ts';

const anger: readonly RegExp[] = [
  /\b(?:you|your|you're)(?: (?:are|all|people|guys|lot|a|bunch of|just|nothing but)){0,5}(?: \w{1,12})? (?:idiots?|morons?|scammers?|crooks?|liars?|thieves|clowns?|imbeciles?|bastards?|assholes?|incompetents?|amateurs?)\b/,
  /\b(?:fuck|fucks|fucked|fucking|fucker|motherfucker|screw (?:you|off|this)|go to hell|bullshit)\b/,
  /\b(?:your|this|the|what) (?:\w{1,12} )?(?:shit|shitty|crap|crappy|bloody)\b|\bpiece of (?:shit|crap|garbage|junk|rubbish|trash)\b/,
  /\b(?:you|your|this|the|company|service|support|app) (?:\w{1,12} ){0,2}(?:is|are|was) (?:just |such |simply |really )?an? (?:\w{1,12} )?(?:joke|disgrace|shambles|farce|scam|rip-?off)\b/,
  /\b(?:absolute|complete|total|utter) (?:joke|disgrace|shambles|farce|scam|rip-?off)\b/,
  /\bshame on you\b|\byou (?:people )?(?:\w{1,12} )?disgust\b|\bdisgusted (?:by|with|at) (?:how )?(?:you|your)\b/,
];

export const english: Wording = {
  triggers: {
    threat: englishThreat,
    security: englishSecurity,
    legal: englishLegal,
    refund: englishRefund,
    pricing: englishPricing,
    'human-requested': englishPerson,
  },
  anger: {
    together: [
      [
        phrases("(i'm|i am|we're|we are|i feel|makes me|making me|made me|i|we)"),
        phrases(
          '(angry|furious|livid|enraged|outraged|fuming|mad|frustrated|infuriated|disgusted|appalled|pissed off|pissed|disappointed)',
        ),
        phrases(
          '(so|extremely|beyond|absolutely|completely|incredibly|seriously|bloody|right now|at you|with you|with your|nobody|no one|scream|unbelievably|more than)',
        ),
        phrases(
          '(angry|furious|livid|enraged|outraged|fuming|mad|frustrated|infuriated|disgusted|appalled|pissed off|pissed|nobody cares|no one cares|ignored)',
        ),
      ],
      [
        phrases(
          "(you|you're|your|yours|this company|the company|company|customer service|support|service|software|app|experience|staff|organi[sz]ation|firm)",
        ),
        phrases(
          '(sucks?|useless|worst|horrible|terrible|awful|incompetent|incompetence|garbage|pathetic|stupid|disgrace|disgraceful|unacceptable|outrageous|appalling|shameful|disgusting|rubbish|trash|worthless|atrocious|abysmal|dreadful|scandalous|inexcusable|nightmare|clueless|unprofessional|rude|lied|liars?|lying|insulting|despicable|hopeless|goddamn)',
        ),
      ],
      [
        phrases('(totally|absolutely|completely|simply|utterly|just|really|so|frankly|beyond|downright)'),
        phrases(
          '(unacceptable|outrageous|disgraceful|disgusting|appalling|pathetic|shameful|inexcusable|scandalous)',
        ),
      ],
      [
        phrases(
          '(ridiculous|unacceptable|ignored|outrageous|absurd|insane|joke|disgrace|shame|shambles|kidding me|fed up|had enough|sick of)',
        ),
        phrases(
          '(weeks?|days|months|hours|times?|nobody|no one|again|still|this|enough|waiting|lies|excuses)',
        ),
      ],
    ],
    certain: [
      ...anger,
      phrases(
        "(i'm|i am|we are|we're|absolutely|utterly|completely|so|really|beyond|makes me) (absolutely |utterly |completely |so |really |just )?(livid|furious|enraged|fuming|disgusted|outraged|appalled)",
        '(ashamed of (yourself|yourselves)|should be ashamed|(have|had) enough of (you|your)|sick and tired of (you|your|this)|fed up with (you|your|this)|sick of (you|your|waiting))',
        "(i've|i have|we've|we have) had (enough|it) (of|with)",
        '(worst|most awful|most useless) (company|support|service|customer service|experience|shop|business) …6 (ever|dealt|seen|had|used)',
        '(useless|pathetic|hopeless|incompetent|rotten|clueless) (company|people|support|service|fools?|lot|team|bunch|morons?)',
        '(you|you lot|you people|you guys|your support|your service) (are|is) …2 (hopeless|pathetic|useless|clueless|incompetent|a nightmare)',
        '(garbage|trash|rubbish|crap|shitty|scam) (company|service|support|app|business)',
        '(how dare you|an outrage|last straw|enough is enough|joke of a|what a (joke|mess|disgrace|farce)|insult to|so-called (support|service)|lost (my|all|every) (patience|trust)|(treat|treating|treated) (me|us|your customers) like|(days|weeks|months|years) and (still )?(nothing|no answer|no reply)|slap in the face)|(fed up|shambles|piece of work|screw you|go to hell)',
        '(you people|you guys|you lot|you all|you) (are|is) …1 (unbelievable|a joke|unreal|a fraud|crooks|insane|ridiculous)',
        '(company|service|support|app) is (a |such a |just a )?(fraud|scam|joke|disgrace|nightmare)',
        '(such|so) (bad|poor|terrible|lousy|awful) …1 (service|support|treatment|company|experience)',
        '(bad|poor|lousy|worst) …2 (service|support|experience) …6 (ever|in my life|again)',
        '(wtf|what the (hell|heck)|bloody hell|thanks for nothing|piss off|bunch of (clowns|idiots|crooks|liars|amateurs)|sort your (crap|shit|act) out)',
        '(ruined|destroyed|wrecked) (my|our) …3 (business|christmas|wedding|week|day|birthday|launch) …6 (care|because of you|thanks to you|blame)',
        '(make|file|lodge|submit|raise|register|filing|lodging|making|submit(ting)?) (an? )?(formal |official |written |serious |consumer |customer |goddamn )*(complaint|reclamation|claim) (against|about) (you|your|the (service|company|business|way|support|staff))',
        '(want|need|like|have|wish|going|help|got) to (make|file|lodge|submit|raise|register) (an? )?(formal |official |written |serious )?complaint',
        '(formal|official) complaint|(never|not) been (treated|served) so (badly|poorly)',
      ),
    ],
    harmless: phrases(
      '(for|from) (my|our|the) (customers?|buyers?|clients?)|(my|our|the|an?) (customers?|buyers?|clients?) (is|are|was|were)',
      "(buyer|customer|client)('?s)? (says?|said|thinks|wrote|called|claims)",
    ),
  },
  asks: /^(?:(?:hi|hello|hey|please|also|and|so|ok|okay|but|quick question)[,:]? )?(?:how|what|where|when|which|who|is there|are there|should (?:i|we)|do (?:i|we) (?:have to|need)|do you|does|is it|if (?:i|we)\b[^?]{1,80}, (?:do|will|does|can|would)|(?:can|could|would) you (?:please )?(?:tell|explain|show|point)|i(?: want|'d like| would like) to (?:know|understand|learn)|i(?: was|'m| am) (?:just )?wondering|i wonder|tell me|please explain)\b/,
  denies:
    /\b(?:(?:don't|do not|did not|didn't|am not|i'm not|are not|we're not|aren't|was not|wasn't|never|won't|will not|would not|wouldn't|not|no longer) (?:really |actually |even |here to |trying to )?(?:want(?:ed)?|wish|need|needed|intend|plan|mean|expect|ask|asking|look|looking|try|trying|going to|threaten|threatening|request|requesting|demand|demanding|have to|require|interested in|after|about|seeking|claim|claiming|talking about)|no (?:need|reason|intention|wish|plans?|desire)|without|rather than|instead of|nobody is|no one is)\b/,
};
