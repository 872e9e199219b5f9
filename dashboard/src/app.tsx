/**
 * The page: top bar, warnings, and the panels.
 */
import { useMemo, useState } from 'react';
import { isLoginNeeded, useOverview } from './api.ts';
import { useLiveStream } from './live/use-live-stream.ts';
import type { Overview } from './overview.ts';
import { AccountPanel } from './panels/account-panel.tsx';
import { ActivityPanel } from './panels/activity-panel.tsx';
import { ChartPanel } from './panels/chart-panel.tsx';
import { EquityPanel } from './panels/equity-panel.tsx';
import { JournalPanel } from './panels/journal-panel.tsx';
import { Login } from './panels/login.tsx';
import { NoticesPanel } from './panels/notices-panel.tsx';
import { PositionsPanel } from './panels/positions-panel.tsx';
import { PriceDecimals } from './panels/price.tsx';
import { TopBar } from './panels/top-bar.tsx';
import { Warnings } from './panels/warnings.tsx';

export function App() {
  const { data: overview, error } = useOverview();
  if (error && isLoginNeeded(error)) return <Login />;
  if (overview === undefined) {
    return <p className="empty">{error ? `The engine cannot be reached: ${error.message}` : 'Asking the engine'}</p>;
  }
  return <Page overview={overview} />;
}

function Page({ overview }: { overview: Overview }) {
  const connection = useLiveStream();
  return (
    <div className="page">
      <TopBar overview={overview} connection={connection} />
      <Warnings status={overview.status} connection={connection} />
      <Panels overview={overview} />
    </div>
  );
}

function Panels({ overview }: { overview: Overview }) {
  const [chosen, setChosen] = useState<string>();
  const symbol = chosen ?? overview.positions[0]?.symbol ?? overview.status.symbols[0] ?? '';
  const { instruments } = overview;
  const decimals = useMemo(() => new Map(instruments.map((one) => [one.symbol, one.price_decimals])), [instruments]);
  return (
    <PriceDecimals value={decimals}>
      <main className="panels">
        <ChartPanel overview={overview} symbol={symbol} onSymbol={setChosen} />
        <div className="stack side">
          <EquityPanel />
          <AccountPanel status={overview.status} />
        </div>
        <div className="stack tables">
          <PositionsPanel positions={overview.positions} onSymbol={setChosen} />
          <ActivityPanel orders={overview.orders} onSymbol={setChosen} />
        </div>
        <div className="stack logs">
          <JournalPanel />
          <NoticesPanel notices={overview.notices} />
        </div>
      </main>
    </PriceDecimals>
  );
}
