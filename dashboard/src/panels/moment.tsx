/**
 * A moment of the market's clock: the time, with the day where it is another than the engine's present one.
 */
import { createContext, useContext } from 'react';
import { dayOf, formatDay, formatMoment, formatTime } from '../format.ts';

/** The engine's present day, as a count of UTC days. */
export const Today = createContext(0);

export function Moment({ at }: { at: number }) {
  const isToday = dayOf(at) === useContext(Today);
  return (
    <time dateTime={new Date(at).toISOString()} title={`${formatMoment(at)} UTC`}>
      {isToday ? formatTime(at) : `${formatDay(at)} ${formatTime(at).slice(0, 5)}`}
    </time>
  );
}
