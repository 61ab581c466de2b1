// What a process answers over HTTP.
import { buildSite } from '../../web-form/build.ts';
import { createHttp, createOperationsHttp } from '../adapters/elysia/http.ts';
import type { MessageBus } from '../application/bus/message-bus.ts';
import { type ChannelSettings, sendsOn } from './channel-settings.ts';
import type { OpenChannels } from './channels.ts';
import type { Config } from './config.ts';
import type { Core } from './core.ts';
import { createDesk } from './desk.ts';
import type { Live } from './inbox-desk.ts';
import { recordingLooks } from './privacy-desk.ts';
import type { readinessOf } from './readiness.ts';
import { answeringPorts } from './roles.ts';
import { type Sandbox, sandboxPlaceOf } from './sandbox.ts';
import type { Secrets } from './secrets.ts';
import { createAccessDesk, identifying } from './staff-access.ts';
import { standInMessages } from './stand-in-messages.ts';
import type { ProgramTelemetry } from './telemetry.ts';

export interface Opened {
  readonly core: Core;
  readonly readiness: ReturnType<typeof readinessOf>;
  readonly bus: MessageBus;
  readonly secrets: Secrets;
  readonly channels: OpenChannels;
  readonly settings: ChannelSettings;
  /** Where this process has stand-ins of its own. */
  readonly sandbox: Sandbox | undefined;
  /** Of the role api. */
  readonly live: Live | undefined;
}

/** The whole HTTP surface for the api role; for the others, what an operator asks every process. */
export async function surfaceOf(
  { core, readiness, bus, secrets, channels, settings, sandbox, live }: Opened,
  { config, telemetry }: { readonly config: Config; readonly telemetry: ProgramTelemetry },
) {
  const operations = {
    readiness,
    metrics: () => telemetry.metricsText(),
    stuck: () => {
      const parts = core.watchdog.stuck();
      if (parts.length > 0) telemetry.log('error', 'a step does not end', { parts });
      return parts;
    },
  };
  const { ids, clock } = core;
  const identify = identifying(core, config);
  const onRead = recordingLooks(core);
  const { staffKeys, localKey } = secrets;
  const place = sandbox?.place ?? sandboxPlaceOf(config);
  const access = createAccessDesk(core, {
    config,
    staffKeys,
    printsLinks: localKey !== undefined,
    sandbox: place !== undefined,
  });
  const options = {
    ...config,
    telemetry,
    ids,
    clock,
    staffKeys,
    identify,
    sessionOf: access.session,
    onRead,
  };
  if (!live) return createOperationsHttp(operations, { ...options, pages: new Map() });
  const desk = createDesk(core, {
    ...operations,
    bus,
    webhooks: channels.webhooks,
    answering: { ...core, ...answeringPorts(core, config) },
    inbox: {
      config,
      live,
      sendsOn: sendsOn(settings),
      hasTemplate: settings.whatsapp?.templateSid !== undefined,
      drafting: { ...core, ...answeringPorts(core, config) },
      staff: staffKeys.flatMap(({ name, role }) => (role === 'auditor' ? [] : [name])),
    },
    access,
    continuations: channels.continuations,
    sendsOn: sendsOn(settings),
    sandbox: place !== undefined,
    ...(place ? { standIns: () => standInMessages(place) } : {}),
  });
  return createHttp(desk, { ...options, ...(await buildSite()) });
}
