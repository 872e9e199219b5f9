/**
 * The page: top bar, what needs attention, and the panels.
 * Invariant: what is not known to be true now does not look as if it were.
 */
import { useMemo, useState } from 'react';
import { isLoginNeeded, useOverview } from './api.ts';
import { dayOf } from './format.ts';
import { type Connection, useLiveStream } from './live/use-live-stream.ts';
import type { Overview } from './overview.ts';
import { AccountPanel } from './panels/account-panel.tsx';
import { ActivityPanel } from './panels/activity-panel.tsx';
import { AskingProvider } from './panels/asking.tsx';
import { AttentionPanel } from './panels/attention-panel.tsx';
import { ChartPanel } from './panels/chart-panel.tsx';
import { ControlsPanel } from './panels/controls-panel.tsx';
import { EquityPanel } from './panels/equity-panel.tsx';
import { Login } from './panels/login.tsx';
import { LogsPanel } from './panels/logs-panel.tsx';
import { Today } from './panels/moment.tsx';
import { PositionsPanel } from './panels/positions-panel.tsx';
import { PriceDecimals } from './panels/price.tsx';
import { TopBar } from './panels/top-bar.tsx';
import type { SymbolsState } from './symbols.ts';

export function App() {
  const { data: overview, error } = useOverview();
  if (error && isLoginNeeded(error)) return <Login />;
  if (overview === undefined) {
    return (
      <p className="empty" role="status">
        {error ? `The engine cannot be reached; asking again. ${error.message}` : 'Asking the engine'}
      </p>
    );
  }
  return (
    <AskingProvider>
      <Page overview={overview} />
    </AskingProvider>
  );
}

function Page({ overview }: { overview: Overview }) {
  const connection = useLiveStream();
  return (
    <Today value={dayOf(overview.status.at)}>
      <div className={`page ${ageOf(overview, connection)}`}>
        <TopBar overview={overview} connection={connection} />
        <AttentionPanel overview={overview} connection={connection} />
        <Panels overview={overview} />
      </div>
    </Today>
  );
}

/** `old`: nothing that is shown is known to be so now. `old-prices`: what is made of prices is not. */
const ageOf = ({ status }: Overview, { state }: Connection): string =>
  state === 'lost' ? 'old' : status.isStale ? 'old-prices' : '';

function Panels({ overview }: { overview: Overview }) {
  const [chosen, setChosen] = useState<string>();
  const { status, instruments, positions, orders, notices } = overview;
  const symbol = chosen ?? positions[0]?.symbol ?? status.symbols[0] ?? '';
  const decimals = useMemo(() => new Map(instruments.map((one) => [one.symbol, one.price_decimals])), [instruments]);
  const symbols = useSymbols(overview);
  return (
    <PriceDecimals value={decimals}>
      <main className="panels">
        <ChartPanel
          instruments={instruments}
          positions={positions}
          symbols={status.symbols}
          symbol={symbol}
          onSymbol={setChosen}
        />
        <div className="stack side">
          <EquityPanel />
          <AccountPanel status={status} />
        </div>
        <div className="stack tables">
          <PositionsPanel positions={positions} onSymbol={setChosen} />
          <ActivityPanel orders={orders} onSymbol={setChosen} />
        </div>
        <div className="stack logs">
          <LogsPanel notices={notices} />
          <ControlsPanel symbols={symbols} positions={positions} onSymbol={setChosen} />
        </div>
      </main>
    </PriceDecimals>
  );
}

/** The same object as long as nothing of it changes. */
function useSymbols({ status }: Overview): SymbolsState {
  const { symbols, symbolsAdded, symbolsRemoved, symbolsOutside } = status;
  return useMemo(
    () => ({ symbols, symbolsAdded, symbolsRemoved, symbolsOutside }),
    [symbols, symbolsAdded, symbolsRemoved, symbolsOutside],
  );
}
