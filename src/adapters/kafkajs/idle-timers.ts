// Keeps kafkajs 2.2.4 from setting timers for nothing. Its request queue looks after throttled requests with a timer that
// it sets again each time it fires, also when nothing waits; the delay is then minus the time since 1970. Node and Bun
// take that for 1 ms (hence a TimeoutNegativeWarning), so every idle connection woke up a thousand times a second.
// Known upstream and never released: https://github.com/tulios/kafkajs/issues/1704 (the loop) and 1751 (the warning).
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

interface Queue {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests(): void;
}

const queues: Queue = RequestQueue.prototype;
const schedule = queues.scheduleCheckPendingRequests;

// Nothing waits, nothing to check: whatever comes later is either sent at once or schedules the check itself.
queues.scheduleCheckPendingRequests = function (this: Queue) {
  if (this.pending.length > 0) schedule.call(this);
};
