// The conversation as the model gets it: the prompt, the facts, and other people's words fenced off as data.
import type OpenAI from 'openai';
import type { AgentTask, TaskMessage } from '../../application/agent/support-agent.ts';
import { type Fence, neutral } from './fence.ts';

type Message = OpenAI.Chat.Completions.ChatCompletionMessageParam;

/** Older turns cost tokens and say little; the unanswered messages are always at the end. */
const turnsShown = 20;
/** Of a longer turn the beginning and the end are shown: what is asked stands in one of them. */
const beginningShown = 3_000;
const endShown = 1_000;

/** @param prompt text of the prompt file; nothing of the task is ever put into it */
export function conversation(prompt: string, task: AgentTask, fence: Fence): readonly Message[] {
  const subject = fence('customer', shortened(task.subject));
  const facts = `Channel: ${task.channel}\nCategory: ${task.category}\nSubject, as the customer wrote it:\n${subject}`;
  return [
    { role: 'system', content: prompt },
    { role: 'user', content: facts },
    ...task.transcript.slice(-turnsShown).map((turn) => said(turn, fence)),
  ];
}

function said({ author, text }: TaskMessage, fence: Fence): Message {
  switch (author) {
    case 'customer':
      return { role: 'user', content: fence('customer', shortened(text)) };
    case 'agent':
      return { role: 'assistant', content: neutral(shortened(text)) };
    case 'staff':
      // Not as the assistant's own words: staff quote customers.
      return { role: 'user', content: fence('colleague', shortened(text)) };
  }
}

function shortened(text: string): string {
  if (text.length <= beginningShown + endShown) return text;
  return `${text.slice(0, beginningShown)}\n(… left out …)\n${text.slice(-endShown)}`;
}
