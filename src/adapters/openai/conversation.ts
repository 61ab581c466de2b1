// The conversation as the model gets it: the prompt, the facts, and customers' words fenced off as data.
import type OpenAI from 'openai';
import type { AgentTask, TaskMessage } from '../../application/agent/support-agent.ts';

type Message = OpenAI.Chat.Completions.ChatCompletionMessageParam;

/** Older turns cost tokens and say little; the unanswered messages are always at the end. */
const turnsShown = 20;
const longestTurn = 4_000;

/**
 * @param prompt text of the prompt file; nothing of the task is ever put into it
 * @param sha256 lower-case hex. It makes the fence's code: it depends on the words inside, so nobody can write it into them.
 */
export function conversation(
  prompt: string,
  task: AgentTask,
  sha256: (text: string) => string,
): readonly Message[] {
  const turns = task.transcript.slice(-turnsShown);
  const code = sha256(JSON.stringify([task.ticketId, task.subject, turns])).slice(0, 16);
  const fence = (text: string) => `[customer ${code}]\n${text.slice(0, longestTurn)}\n[end ${code}]`;
  return [
    { role: 'system', content: prompt },
    {
      role: 'user',
      content: `Channel: ${task.channel}\nCategory: ${task.category}\nSubject, as the customer wrote it:\n${fence(task.subject)}`,
    },
    ...turns.map((turn) => said(turn, fence)),
  ];
}

function said(turn: TaskMessage, fence: (text: string) => string): Message {
  switch (turn.author) {
    case 'customer':
      return { role: 'user', content: fence(turn.text) };
    case 'agent':
      return { role: 'assistant', content: turn.text };
    case 'staff':
      return { role: 'assistant', content: `(A colleague answered.) ${turn.text}` };
  }
}
