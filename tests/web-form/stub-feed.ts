// The feed of the stubs: what is told goes to everybody who follows, and again to who comes back.

export interface StubFeed {
  /** Where it is. */
  position(): number;
  /** Something happened. */
  tell(change: object): void;
  /** As it stands on the line, without a place of its own. */
  write(text: string): void;
  /** Ends every stream that is open. */
  cut(): void;
  answer(request: Request, url: URL): Response;
}

export function stubFeed(): StubFeed {
  const open = new Set<{ controller?: ReadableStreamDefaultController<Uint8Array> }>();
  const told: { readonly position: number; readonly text: string }[] = [];
  let position = 100;
  const write = (text: string) => {
    for (const { controller } of open) controller?.enqueue(new TextEncoder().encode(text));
  };
  return {
    position: () => position,
    write,
    tell(change) {
      position += 1;
      const data = JSON.stringify({ position, at: new Date().toISOString(), ...change });
      const text = `id: ${position}\nevent: change\ndata: ${data}\n\n`;
      told.push({ position, text });
      write(text);
    },
    cut() {
      for (const { controller } of open) controller?.close();
      open.clear();
    },
    answer(request, url) {
      const after = Number(request.headers.get('last-event-id') ?? url.searchParams.get('after') ?? position);
      const mine: { controller?: ReadableStreamDefaultController<Uint8Array> } = {};
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          mine.controller = controller;
          open.add(mine);
          const missed = told.filter((one) => one.position > after).map(({ text }) => text);
          controller.enqueue(new TextEncoder().encode(`: hello\n\n${missed.join('')}`));
        },
        cancel: () => void open.delete(mine),
      });
      return new Response(body, {
        headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
      });
    },
  };
}
