namespace AlgoTrendy.Core.Risk.Portfolio;

/// <summary>What a scenario does to one holding, in the account's currency; a loss is negative.</summary>
public readonly record struct StressLine(Holding Holding, decimal Pnl);

/// <summary>What a scenario does to all that is held.</summary>
/// <param name="Pnl">In the account's currency; a loss is negative.</param>
/// <param name="EquityAfter">Below 0 more is lost than there was.</param>
public sealed record StressResult(StressScenario Scenario, decimal Pnl, decimal EquityAfter, IReadOnlyList<StressLine> Lines);

/// <summary>Applies a scenario to what is held, all at once and with nobody trading meanwhile.</summary>
public static class StressTest
{
    /// <param name="equity">In the account's currency.</param>
    /// <exception cref="ArgumentException">The scenario has a shock that cannot be.</exception>
    public static StressResult Run(StressScenario scenario, IReadOnlyList<Holding> holdings, decimal equity)
    {
        if (scenario.Fault() is { } fault) throw new ArgumentException(fault, nameof(scenario));

        StressLine[] lines = [.. holdings.Select(holding => new StressLine(holding, PnlOf(scenario, holding)))];
        var pnl = lines.Sum(line => line.Pnl);
        return new(scenario, pnl, equity + pnl, lines);
    }

    // A future's worth changes hands only as gain or loss, so of its currency only that is exposed.
    private static decimal PnlOf(StressScenario scenario, Holding holding)
    {
        var (price, currency) = (scenario.ShockOf(holding.Instrument), scenario.ShockOf(holding.Instrument.Currency));
        return holding.Instrument.IsMargined ? holding.Worth * price * (1m + currency) : holding.Worth * ((1m + price) * (1m + currency) - 1m);
    }
}
