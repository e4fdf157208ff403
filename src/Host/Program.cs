using AlgoTrendy.Host;
using AlgoTrendy.Modules.Backtesting;
using AlgoTrendy.Modules.History;
using AlgoTrendy.Modules.MarketData;
using AlgoTrendy.Modules.Portfolio;
using AlgoTrendy.Modules.Risk;
using AlgoTrendy.Modules.Trading;
using AlgoTrendy.Platform.Serving;

// The house: its modules, and the port of each where it runs alone. One process serves any set of them (--modules); all together listen on 9000.
Room[] house =
[
    new(new PortfolioModule(), 9001),
    new(new TradingModule(), 9002),
    new(new RiskModule(), 9004),
    new(new MarketDataModule(), 9005),
    new(new HistoryModule(), 9006),
    new(new BacktestingModule(), 9011),
];

return await new CommandLine(house).Run(args);
