using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Strategies;

namespace AlgoTrendy.Modules.Backtesting.Planning;

/// <summary>The strategies that can be run by name.</summary>
internal sealed class StrategyShelf
{
    private readonly IReadOnlyList<StrategyDefinition> _all = StrategyDefinition.In(typeof(EmaCross).Assembly);

    public IReadOnlyList<string> Names => [.. _all.Select(strategy => strategy.Name)];

    public StrategyDefinition? Find(string name) => _all.FirstOrDefault(strategy => strategy.Name == name);

    public StrategyList Describe(string? name) => new([.. _all.Where(strategy => name is null || strategy.Name == name).Select(Describe)]);

    private static StrategyDescription Describe(StrategyDefinition strategy) => new(
        strategy.Name, strategy.Summary, [.. strategy.Parameters.Select(Describe)], strategy.LeastInstruments, strategy.MostInstruments == int.MaxValue ? null : strategy.MostInstruments);

    private static ParameterDescription Describe(StrategyParameter parameter) => new(
        parameter.Name, parameter.Summary, TypeName(parameter), parameter.DefaultText, parameter.Minimum, parameter.Maximum, parameter.Choices);

    private static string TypeName(StrategyParameter parameter) => parameter.Type switch
    {
        { IsEnum: true } => "choice",
        var type when type == typeof(int) => "integer",
        var type when type == typeof(bool) => "boolean",
        var type when type == typeof(string) => "text",
        _ => "number",
    };
}
