using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Contracts.Jobs;

namespace AlgoTrendy.Modules.Backtesting.Results;

/// <summary>What is known of a run that is done, without its long lists.</summary>
internal sealed record FinishedRun(Job Job, BacktestRequest Request, BacktestSummary Summary);
