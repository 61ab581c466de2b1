// Values that the rules go by, said in words where a ticket is shown as it was; what was recorded stays as it is.
import { createContext, useContext } from 'react';
import { channelName } from '../staff/channel-name.ts';
import { useLanguage } from '../staff/language.ts';
import {
  deliveryStates,
  messageOutcomes,
  ticketPriorities,
  ticketReasons,
  ticketStates,
} from '../staff/ticket-words.ts';

/** Whether values are said in words. */
export const SaidValues = createContext(false);

/** @returns undefined where it is to be shown as it is */
export function useSaidValue(name: string, value: unknown): string | undefined {
  const isSaid = useContext(SaidValues);
  const language = useLanguage();
  if (!isSaid || typeof value !== 'string') return undefined;
  if (name === 'channel') return channelName(value);
  const tables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    status: ticketStates[language],
    outcome: messageOutcomes[language],
    priority: ticketPriorities[language],
    progress: deliveryStates[language],
    reason: ticketReasons[language],
    withdrawnFor: ticketReasons[language],
  };
  return tables[name]?.[value];
}
