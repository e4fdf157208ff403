using AlgoTrendy.Contracts.History;
using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Risk.Portfolios;
using AlgoTrendy.Tests.Fast.Core.Instruments;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.Risk;

/// <summary>Which days and which holdings a portfolio's figures are made of, and what they say of the rest.</summary>
public class PortfolioFiguresTests
{
    private static readonly Instrument Coin = Some.Stock("COIN") with { AssetClass = AssetClass.Crypto, Calendar = TradingCalendar.AlwaysOpen };
    private static readonly Instrument Other = Coin with { Symbol = new("OTHER", "US") };

    private static readonly RiskQuestion Question = new(0.9m, 1, 365, 1);

    /// <summary>A Monday.</summary>
    private static readonly Instant64 Start = Instant64.FromUtc(2024, 1, 1, 0, 0);

    /// <summary>Twenty days from -10 to 9 per cent, mixed.</summary>
    private static readonly double[] Twenty = [.. Enumerable.Range(0, 20).Select(day => (day * 7 % 20 - 10) / 100.0)];

    [Fact]
    public void The_figures_are_those_of_the_days_that_were()
    {
        var risk = Figures([Line(Coin, 10m)], (Coin, Days(Twenty)));

        // Place 0.1 × 19 = 1.9 between the second worst and the third worst day, -9 % and -8 %, of 1000.
        Assert.Equal((81m, 95m), (Math.Round(risk.Historical!.ValueAtRisk, 6), Math.Round(risk.Historical.Conditional, 6)));
        Assert.Equal((20, Start + Duration64.FromDays(1), Start + Duration64.FromDays(21)), (risk.Basis.Returns, risk.Basis.From, risk.Basis.To));
        Assert.Equal((1_000m, 0.5), (risk.Holdings[0].Worth, risk.Holdings[0].Weight));
    }

    [Fact]
    public void The_same_seed_draws_the_same_and_another_does_not()
    {
        Assert.Equal(Drawn(7), Drawn(7));
        Assert.NotEqual(Drawn(7), Drawn(8));

        static TailAmounts? Drawn(long seed) => Figures([Line(Coin, 10m)], Question with { Seed = seed }, null, (Coin, Days(Twenty))).MonteCarlo;
    }

    [Fact]
    public void What_the_holdings_bring_adds_up_and_a_hedge_brings_less_than_nothing()
    {
        double[] half = [.. Twenty.Select(one => one / 2)];
        var risk = Figures([Line(Coin, 10m), Line(Other, -10m)], (Coin, Days(Twenty)), (Other, Days(half)));

        Assert.Equal(risk.Parametric!.ValueAtRisk, risk.Holdings.Sum(one => one.Contribution!.Value), 6);
        Assert.True(risk.Holdings.Single(one => one.Symbol == Other.Symbol).Contribution < 0m);
        Assert.Equal(1.0, risk.Correlation.Rows[0][1], 1e-9);
        Assert.Equal(new ExposureAmounts(1_000m, 1_000m, 2_000m, 0m), risk.Exposure);
    }

    [Fact]
    public void What_one_did_while_the_others_market_was_closed_is_in_its_next_return()
    {
        // The stock has no bar on the last two of seven days, in which the coin doubles and doubles again.
        HistoryBar[] coin = [.. Days([.. Enumerable.Range(0, 160).Select(day => day % 7 is 4 or 5 ? 1.0 : day % 7 is 6 ? -0.75 : 0.0)])];
        HistoryBar[] stock = [.. Days(new double[160]).Where((_, day) => day % 7 < 5)];
        var risk = Figures([Line(Coin, 10m), Line(Other, 10m)], (Coin, coin), (Other, stock));

        // From Friday to Monday: 2 × 2 × 0.25 is as much as before, on every day that both have.
        Assert.Equal(0m, risk.Historical!.ValueAtRisk);
        Assert.Equal(stock.Length - 1, risk.Basis.Returns);
        Assert.Contains(risk.Notes, note => note.Contains($"of {coin.Length} days of COIN.US, {stock.Length} are such days", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_left_out_of_a_figure_is_named()
    {
        var young = Coin with { Symbol = new("YOUNG", "US") };
        var unpriced = Coin with { Symbol = new("UNPRICED", "US") };
        var foreign = Coin with { Symbol = new("FOREIGN", "US"), Currency = Currency.Eur };
        var sunk = Coin with { Symbol = new("SUNK", "US") };
        HistoryBar[] below = [.. Days(Twenty).Select((bar, day) => day == 3 ? bar with { Close = -1 } : bar)];
        var risk = Figures(
            [Line(Coin, 10m), Line(young, 1m), Line(unpriced, 1m) with { Price = null }, Line(foreign, 1m), Line(sunk, 1m), new("main", new("GONE", "US"), null, 3m, 5m, Start)],
            (Coin, Days(Twenty)), (young, Days(Twenty[..19])), (unpriced, Days(Twenty)), (foreign, Days(Twenty)), (sunk, below));

        Assert.All((string[])["YOUNG.US is in none of the figures", "UNPRICED.US is worth is not known", "FOREIGN.US is worth is not known", "SUNK.US is in none of the figures", "GONE.US is worth is not known"], part =>
            Assert.Single(risk.Notes, note => note.Contains(part, StringComparison.Ordinal)));
        Assert.Equal(6, risk.Holdings.Count);
        // The rest is counted as if it were alone.
        Assert.Equal(81m, Math.Round(risk.Historical!.ValueAtRisk, 6));
        Assert.Equal(1_200m, risk.Exposure.Gross);
    }

    [Fact]
    public void Beta_counts_cash_and_is_missing_where_the_benchmark_has_no_bars()
    {
        var risk = Figures([Line(Coin, 10m)], Question, new(Other.Symbol, true, new(Days(Twenty), [])), (Coin, Days(Twenty)));
        var none = Figures([Line(Coin, 10m)], Question, new(Other.Symbol, true, new([], [], "Nothing is stored.")), (Coin, Days(Twenty)));

        // Half of the equity moves as the benchmark does.
        Assert.Equal(0.5, risk.Beta!.Beta!.Value, 1e-9);
        Assert.Null(none.Beta!.Beta);
        Assert.Contains("There is no beta to OTHER.US: Nothing is stored.", none.Notes);
    }

    private static PortfolioRisk Figures(HeldLine[] lines, params (Instrument Of, HistoryBar[] Bars)[] bars) => Figures(lines, Question, null, bars);

    private static PortfolioRisk Figures(HeldLine[] lines, RiskQuestion question, RiskBenchmark? benchmark, params (Instrument Of, HistoryBar[] Bars)[] bars)
    {
        var held = new Held("both", HeldBy.Portfolio, Currency.Usd, 2_000m, ["main"], lines, []);
        return new PortfolioFigures(held, question, Start.ToInstant() + Duration.FromDays(200), []).Of(bars.ToDictionary(one => one.Of.Symbol, one => new BarReply(one.Bars, [])), benchmark);
    }

    private static HeldLine Line(Instrument instrument, decimal quantity) => new("main", instrument.Symbol, instrument, quantity, 100m, Start);

    /// <summary>One bar more than there are returns.</summary>
    private static HistoryBar[] Days(double[] returns)
    {
        var (close, bars) = (100.0, new HistoryBar[returns.Length + 1]);
        for (var day = 0; day < bars.Length; day++)
        {
            if (day > 0) close *= 1 + returns[day - 1];
            bars[day] = new(Start + Duration64.FromDays(day), Start + Duration64.FromDays(day + 1), close, close, close, close, 1);
        }

        return bars;
    }
}
