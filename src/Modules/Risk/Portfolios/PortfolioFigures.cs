using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Risk.Portfolio;
using AlgoTrendy.Core.Statistics;
using AlgoTrendy.Core.Values;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Risk.Portfolios;

/// <summary>Works the figures of a portfolio's risk out of what is held and of daily bars. Pure; what is left out of a figure is in the notes.</summary>
internal sealed class PortfolioFigures(Held held, RiskQuestion question, Instant now, List<string> notes)
{
    /// <summary>With fewer returns than a month has sessions a distribution says nothing.</summary>
    private const int LeastReturns = 20;

    private const int Places = 8;
    private static readonly Duration OldBars = Duration.FromDays(7);

    public PortfolioRisk Of(IReadOnlyDictionary<Symbol, BarReply> bars, RiskBenchmark? benchmark)
    {
        var lines = held.Lines.Where(line => line.Quantity != 0m).GroupBy(line => line.Symbol).ToArray();
        notes.AddRange(held.Lines.Select(line => line.FaultIn(held.Currency)).OfType<string>().Select(fault => $"{fault} It is in no figure."));
        var worths = held.Lines.Where(line => line.WorthIn(held.Currency) is not null).Select(line => new Holding(line.Instrument!, line.WorthIn(held.Currency)!.Value)).ToArray();
        var counted = Counted(lines, bars);
        var table = Table(counted);
        var parts = table is null ? [] : Contributions(table);
        var parametric = table is null ? null : Amounts(ParametricRisk.Of(table, (double)question.Confidence, question.HorizonDays));
        return new(
            held.Name, held.By, held.Accounts, held.Currency, held.Equity,
            [.. lines.Select(line => Shown(line, Array.FindIndex(counted, one => one.Instrument.Symbol == line.Key), table, parts, parametric)).OrderByDescending(holding => Math.Abs(holding.Worth ?? 0m)).ThenBy(holding => holding.Symbol.ToString(), StringComparer.Ordinal)],
            Exposure(ExposureBreakdown.Total(worths)),
            [.. ExposureBreakdown.ByClass(worths).OrderBy(one => one.Key).Select(one => new ClassExposure(one.Key, Exposure(one.Value)))],
            [.. ExposureBreakdown.ByCurrency(worths).OrderBy(one => one.Key.Code, StringComparer.Ordinal).Select(one => new CurrencyExposure(one.Key, Exposure(one.Value)))],
            Basis(counted, table),
            table is null ? null : Historical(table),
            parametric,
            table is null ? null : Amounts(MonteCarloRisk.Of(table, (double)question.Confidence, new((ulong)question.Seed), question.HorizonDays)),
            benchmark is null ? null : new(benchmark.Symbol, benchmark.IsAsked, BetaTo(benchmark, counted)),
            Correlation(counted, table),
            Age(counted),
            [.. notes.Distinct()]);
    }

    /// <summary>What has a worth and enough returns of its own.</summary>
    private CountedHolding[] Counted(IEnumerable<IGrouping<Symbol, HeldLine>> lines, IReadOnlyDictionary<Symbol, BarReply> bars)
    {
        var counted = new List<CountedHolding>();
        foreach (var line in lines)
        {
            if (WorthOf(line) is not { } worth) continue;

            var reply = bars[line.Key];
            var closes = new DailyCloses(reply.Bars);
            var reason = closes.Count == 0 ? reply.Reason
                : closes.Count <= LeastReturns ? $"there are {closes.Count} daily bars of the last {question.Days} days, and at least {LeastReturns + 1} are needed."
                : !closes.HasReturns ? "its price was zero or below, and no return can be made of that."
                : null;
            if (reason is null) counted.Add(new(line.First().Instrument!, worth, closes));
            else notes.Add($"{line.Key} is in none of the figures of loss: {reason}");
            notes.AddRange(reply.Assumptions);
            if (closes.Count > 0 && now - closes.LastClose.ToInstant() > OldBars) notes.Add($"The daily bars of {line.Key} end at {closes.LastClose}.");
        }

        return [.. counted];
    }

    private PortfolioReturns? Table(CountedHolding[] counted)
    {
        if (counted.Length == 0)
        {
            notes.Add(held.Lines.Count == 0 ? "Nothing is held." : "Nothing that is held has both a worth and enough daily bars: there are no figures of loss.");
            return null;
        }

        var days = DaysOf(counted);
        if (days.Length > LeastReturns)
        {
            if (counted.Length > 1 && counted.MaxBy(one => one.Closes.Count) is { } most && most.Closes.Count > days.Length)
                notes.Add($"Returns go from one day on which all holdings have a bar to the next: of {most.Closes.Count} days of {most.Instrument.Symbol}, {days.Length} are such days.");
            return new(Array.ConvertAll(counted, one => (double)one.Worth), new(Array.ConvertAll(counted, one => one.Closes.Returns(days))));
        }

        notes.Add($"The holdings have {days.Length} days of the last {question.Days} in common, and at least {LeastReturns + 1} are needed: there are no figures of loss.");
        return null;
    }

    private TailAmounts? Historical(PortfolioReturns table)
    {
        var stretches = table.Table.Days - question.HorizonDays + 1;
        if (stretches < LeastReturns)
        {
            notes.Add($"{table.Table.Days} returns make too few stretches of {question.HorizonDays} days: there is no historical figure.");
            return null;
        }

        if (stretches * (1m - question.Confidence) < 1m) notes.Add($"At this confidence the historical figures rest on the worst one or two of {stretches} stretches: look back at more days.");
        return Amounts(HistoricalRisk.Of(table, (double)question.Confidence, question.HorizonDays));
    }

    /// <summary>Of each holding to the parametric value at risk.</summary>
    private double[] Contributions(PortfolioReturns table)
    {
        var scale = PortableMath.NormalInverse((double)question.Confidence) * Math.Sqrt(question.HorizonDays);
        return Array.ConvertAll(RiskContributions.Of(table), one => one * scale);
    }

    private RiskHolding Shown(IGrouping<Symbol, HeldLine> line, int place, PortfolioReturns? table, double[] contributions, TailAmounts? parametric)
    {
        var (worth, instrument) = (WorthOf(line), line.First().Instrument);
        var (volatility, contribution) = table is null || place < 0 ? (null, null) : (Number(ReturnStatistics.Volatility(table.Table.Of(place), DaysAYear)), Amount(contributions[place]));
        return new(
            line.Key, instrument?.AssetClass, instrument?.Currency, line.Sum(one => one.Quantity), line.Select(one => one.Price).FirstOrDefault(price => price is not null), worth,
            worth is { } known && held.Equity is > 0m and var equity ? Number((double)(known / equity)) : null,
            volatility,
            contribution,
            contribution is { } part && parametric is { ValueAtRisk: > 0m } whole ? Number((double)(part / whole.ValueAtRisk)) : null);
    }

    private RiskBasis Basis(CountedHolding[] counted, PortfolioReturns? table)
    {
        var days = table is null ? [] : DaysOf(counted);
        return new(
            question.Confidence, question.HorizonDays, question.Days, question.Seed, table?.Table.Days ?? 0,
            days.Length == 0 ? null : counted.Min(one => one.Closes.CloseOn(days[0])), days.Length == 0 ? null : counted.Max(one => one.Closes.CloseOn(days[^1])));
    }

    private double? BetaTo(RiskBenchmark benchmark, CountedHolding[] counted)
    {
        var closes = new DailyCloses(benchmark.Bars.Bars);
        var days = DailyCloses.CommonDays([closes, .. counted.Select(one => one.Closes)]);
        var reason = closes.Count == 0 ? benchmark.Bars.Reason
            : counted.Length == 0 ? "nothing that is held has enough daily bars."
            : held.Equity is not > 0m ? "equity is not known, or not above zero."
            : days.Length <= LeastReturns || !closes.HasReturns ? $"the holdings and it have {days.Length} daily bars of the last {question.Days} days in common, and at least {LeastReturns + 1} with prices above zero are needed."
            : null;
        if (reason is null)
        {
            var table = new PortfolioReturns(Array.ConvertAll(counted, one => (double)one.Worth), new(Array.ConvertAll(counted, one => one.Closes.Returns(days))));
            return Number(table.BetaTo(closes.Returns(days), (double)held.Equity!.Value));
        }

        notes.Add($"There is no beta to {benchmark.Symbol}: {reason}");
        return null;
    }

    private CorrelationTable Correlation(CountedHolding[] counted, PortfolioReturns? table)
    {
        if (table is null) return new([], []);
        int[] moving = [.. Enumerable.Range(0, counted.Length).Where(one => ReturnStatistics.Deviation(table.Table.Of(one)) > 0)];
        notes.AddRange(counted.Where((_, place) => !moving.Contains(place)).Select(one => $"{one.Instrument.Symbol} did not move in that time, and so with nothing else: it is not in the correlations."));
        if (moving.Length == 0) return new([], []);

        var correlation = new ReturnTable([.. moving.Select(one => table.Table.Of(one).ToArray())]).Correlation();
        return new([.. moving.Select(one => counted[one].Instrument.Symbol)], [.. moving.Select((_, row) => correlation.Row(row).ToArray())]);
    }

    private RiskDataAge Age(CountedHolding[] counted)
    {
        var priced = held.Lines.Select(line => line.PriceAt).Min();
        var bars = counted.Select(one => (Instant64?)one.Closes.LastClose).Min();
        return new(priced, AgeOf(priced), bars, AgeOf(bars));
    }

    private long? AgeOf(Instant64? at) => at is { } moment ? Math.Max(0L, (long)(now - moment.ToInstant()).TotalMilliseconds) : null;

    /// <summary>Days make a year as often as the holding trades that trades least.</summary>
    private double DaysAYear => held.Lines.Where(line => line.Instrument is not null).Min(line => ReturnConvention.Usual.DaysAYear(line.Instrument!.Calendar));

    private decimal? WorthOf(IEnumerable<HeldLine> lines) => lines.All(line => line.WorthIn(held.Currency) is not null) ? lines.Sum(line => line.WorthIn(held.Currency)!.Value) : null;

    private static LocalDate[] DaysOf(CountedHolding[] counted) => DailyCloses.CommonDays([.. counted.Select(one => one.Closes)]);

    private static ExposureAmounts Exposure(ExposureParts parts) => new(parts.Longs, parts.Shorts, parts.Gross, parts.Net);

    private static TailAmounts? Amounts(TailRisk risk) => Amount(risk.ValueAtRisk) is { } value && Amount(risk.Conditional) is { } conditional ? new(value, conditional) : null;

    // NaN, and what a decimal does not hold, is no amount.
    private static decimal? Amount(double value) => Math.Abs(value) < 1e27 ? decimal.Round((decimal)value, Places) : null;

    private static double? Number(double value) => double.IsFinite(value) ? value : null;

    private sealed record CountedHolding(Instrument Instrument, decimal Worth, DailyCloses Closes);
}
