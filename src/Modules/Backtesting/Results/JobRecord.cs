using AlgoTrendy.Contracts.Jobs;

namespace AlgoTrendy.Modules.Backtesting.Results;

/// <summary>A job with what was asked and, once it is done, the headline of what came of it.</summary>
internal sealed record JobRecord<TRequest, TSummary>(Job Job, TRequest Request, TSummary? Summary) where TRequest : class where TSummary : class;
