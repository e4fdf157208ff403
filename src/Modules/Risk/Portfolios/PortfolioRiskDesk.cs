using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Risk.Portfolio;

namespace AlgoTrendy.Modules.Risk.Portfolios;

/// <summary>Says how much of what is held may be lost: fetches holdings and daily bars, and works the figures out of them.</summary>
internal sealed class PortfolioRiskDesk(HoldingsDesk holdings, DailyBars days, IMarketData instruments)
{
    public async Task<PortfolioRiskReply> Of(PortfolioRiskRequest asked, CancellationToken ct)
    {
        if (RiskQuestion.FaultOf(asked) is { } fault) return No(fault);
        var (named, unknown) = await Named(asked.Benchmark, ct);
        if (unknown is not null) return No(unknown);
        var (held, refusal) = await holdings.Named(asked.PortfolioId, ct);
        if (held is null) return No(refusal!);

        var (question, notes) = (RiskQuestion.Of(asked), new List<string>(held.Notes));
        var bars = await days.Of(held.Lines.Where(line => line.Instrument is not null).Select(line => line.Symbol), question.Days, ct);
        held = Priced(held, bars, notes);
        var benchmark = asked.Benchmark == PortfolioRiskRequest.NoBenchmark ? null : await BenchmarkOf(named, held, question, notes, ct);
        return new(new PortfolioFigures(held, question, days.Now, notes).Of(bars, benchmark), null);
    }

    private static PortfolioRiskReply No(RiskRefusal refusal) => new(null, refusal);

    private async Task<(Instrument?, RiskRefusal?)> Named(string? benchmark, CancellationToken ct)
    {
        if (benchmark is null or PortfolioRiskRequest.NoBenchmark) return (null, null);
        var answer = await instruments.ResolveInstrument(new(benchmark), ct);
        return answer.Instrument is { } found ? (found, null) : (null, Fields.No("benchmark", answer.Reason ?? $"No instrument is called '{benchmark}'.", [.. answer.Choices, PortfolioRiskRequest.NoBenchmark]));
    }

    private async Task<RiskBenchmark?> BenchmarkOf(Instrument? named, Held held, RiskQuestion question, List<string> notes, CancellationToken ct)
    {
        if (named is not null) return new(named.Symbol, true, await days.Of(named.Symbol, question.Days, ct));

        var worths = held.Lines.Where(line => line.WorthIn(held.Currency) is not null).Select(line => new Holding(line.Instrument!, line.WorthIn(held.Currency)!.Value)).ToArray();
        if (BenchmarkChoice.For(worths) is not { } chosen)
        {
            if (worths.Length > 0) notes.Add("No benchmark was named, and none stands for the class in which most is held: there is no beta.");
            return null;
        }

        notes.Add($"No benchmark was named: {chosen} is taken, as it stands for the class in which most is held.");
        return new(chosen, false, await days.Of(chosen, question.Days, ct));
    }

    // A part may hold what its account as a whole does not, and after a start a price may not have come yet.
    private static Held Priced(Held held, IReadOnlyDictionary<Symbol, BarReply> bars, List<string> notes)
    {
        var lines = held.Lines.ToArray();
        for (var index = 0; index < lines.Length; index++)
        {
            var line = lines[index];
            if (line.Price is not null || line.Instrument is not { } instrument || bars[line.Symbol].Bars is not [.., { Close: > 0 and < 1e15 } last]) continue;

            var price = instrument.RoundToTick(last.Close);
            lines[index] = line with { Price = price.Value, PriceAt = last.CloseTime };
            notes.Add($"There is no price of {line.Symbol} yet: it is counted at its last daily close, {price}.");
        }

        return held with { Lines = lines };
    }
}

/// <summary>What holdings are compared with.</summary>
/// <param name="IsAsked">Whether it was named in the question.</param>
internal sealed record RiskBenchmark(Symbol Symbol, bool IsAsked, BarReply Bars);
