using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk.Portfolio;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Risk.Portfolios;

namespace AlgoTrendy.Modules.Risk.Questions;

/// <summary>Says what falls would do to what is held: fetches the holdings, and asks the pure test.</summary>
internal sealed class StressDesk(HoldingsDesk desk, IMarketData instruments)
{
    public async Task<StressReply> Run(StressRequest asked, CancellationToken ct)
    {
        if (StressFieldCheck.FaultOf(asked) is { } fault) return No(fault);
        var (held, refusal) = asked.Holdings is null ? await OfAccounts(asked, ct) : await Given(asked, ct);
        if (held is null) return No(refusal!);
        if (held.Currency is { } own && StressFieldCheck.OwnFaultOf(asked, own) is { } same) return No(same);

        var outcomes = StressFieldCheck.ScenariosOf(asked).Select(scenario => StressTest.Run(scenario, held.Holdings, held.Equity)).Select(result => new StressOutcome(
            result.Scenario.Name, result.Scenario.Summary, result.Pnl, result.EquityAfter, [.. result.Lines.Select(line => new StressedHolding(line.Holding.Instrument.Symbol, line.Holding.Worth, line.Pnl))]));
        return new(held.Currency, held.Equity, [.. outcomes], null);
    }

    private static StressReply No(RiskRefusal refusal) => new(null, null, [], refusal);

    private async Task<(Stressed?, RiskRefusal?)> Given(StressRequest asked, CancellationToken ct)
    {
        var holdings = new List<Holding>();
        foreach (var (holding, index) in asked.Holdings!.Select((holding, index) => (holding, index)))
        {
            var answer = await instruments.ResolveInstrument(new(holding.Symbol), ct);
            if (answer.Instrument is not { } instrument) return (null, new("unknown-instrument", answer.Reason ?? $"No instrument is called '{holding.Symbol}'.", $"holdings[{index}].symbol", answer.Choices));
            holdings.Add(new(instrument, holding.Worth));
        }

        return (new(null, asked.Equity ?? holdings.Sum(holding => holding.Worth), holdings), null);
    }

    private async Task<(Stressed?, RiskRefusal?)> OfAccounts(StressRequest asked, CancellationToken ct)
    {
        var (held, refusal) = asked.PortfolioId is { } portfolio ? await desk.Named(portfolio, ct) : await desk.OfAccounts(asked.AccountId, ct);
        if (held is null) return (null, refusal);
        if (held.Lines.Select(line => line.FaultIn(held.Currency)).FirstOrDefault(fault => fault is not null) is { } fault) return (null, new(RefusalCodes.NoPrice, fault));
        return held.Equity is { } equity
            ? (new(held.Currency, equity, [.. held.Lines.Select(line => new Holding(line.Instrument!, line.WorthIn(held.Currency)!.Value))]), null)
            : (null, new(RefusalCodes.NoPrice, string.Join(' ', held.Notes)));
    }

    /// <param name="Currency">Null: whatever the holdings were given in.</param>
    private sealed record Stressed(Currency? Currency, decimal Equity, IReadOnlyList<Holding> Holdings);
}
