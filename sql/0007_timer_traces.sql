-- A timer carries the trace of what started it, so that work it brings back continues that trace.

alter table timers add column traceparent text;
