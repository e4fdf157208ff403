using AlgoTrendy.Core.Strategies;

namespace AlgoTrendy.Modules.Backtesting.Searching;

/// <summary>What is tried of one parameter.</summary>
/// <param name="Values">As text that reads back to them, each once: numbers rising, choices in their own order.</param>
internal sealed record ParameterRange(StrategyParameter Parameter, IReadOnlyList<string> Values)
{
    public string Name => Parameter.Name;
}
