// What a customer is told about codes: the same whether the address is known or not, and whether a code was wrong or late.
import { hiddenCode } from '../ticket/verification.ts';

export const codeAsked =
  'Before we say anything about an account we have to know that it is yours. If the e-mail address you gave is yours, a code of six digits is in its mailbox in a moment. Please write it here within ten minutes. If none comes, or you would rather talk to a person, just say so.';

export const codeWrong =
  'This code is not valid, or not any more. Please look at it again, ask your question once more to get another one, or say that you would like to talk to a person.';

/** What the mail is called: not what the conversation is about, for whoever reads the mail may not be in it. */
export const codeSubject = 'Your code';

export const codeMail = `Somebody who writes to us gives this address as theirs. If that is you, please answer in that conversation with this code:\n\n${hiddenCode}\n\nIt is good for ten minutes. If it is not you, there is nothing you have to do.`;
