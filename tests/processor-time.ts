// How long work took the processor: unlike the clock, it does not count what others on the machine take meanwhile.

/** @returns a function that tells the milliseconds of processor time since now, all threads of this process together */
export function processorTime(): () => number {
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  };
}
