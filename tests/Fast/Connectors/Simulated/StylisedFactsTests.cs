using System.Collections.Concurrent;
using AlgoTrendy.Connectors.Simulated;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Connectors.Simulated;

/// <summary>What prices of real markets have in common (R. Cont, "Empirical properties of asset returns", Quantitative Finance 1, 2001), found again in the simulated ones.</summary>
public class StylisedFactsTests
{
    private static readonly SimulatedMarket Market = new(42);
    private static readonly Instant64 From = Instant64.FromUtc(2023, 1, 1, 0, 0);
    private static readonly Instant64 To = Instant64.FromUtc(2023, 5, 1, 0, 0);

    private static readonly ConcurrentDictionary<string, Columns> Series = new();

    public static TheoryData<string> Tickers => [.. SimulatedMarket.Instruments.Select(instrument => instrument.Symbol.Ticker)];

    [Theory, MemberData(nameof(Tickers))]
    public void Minute_returns_have_fat_tails(string ticker)
    {
        var kurtosis = Statistic.Kurtosis(MinuteReturns(ticker));

        AssertIn(4.0, 200.0, kurtosis, $"kurtosis of {ticker}");
    }

    [Theory, MemberData(nameof(Tickers))]
    public void Lively_minutes_follow_lively_minutes(string ticker)
    {
        var sizes = Array.ConvertAll(MinuteReturns(ticker), Math.Abs);

        for (var lag = 1; lag <= 20; lag++) AssertIn(0.05, 0.6, Statistic.AutoCorrelation(sizes, lag), $"autocorrelation of |returns| of {ticker} at lag {lag}");
    }

    [Theory, MemberData(nameof(Tickers))]
    public void Liveliness_comes_in_spells_beyond_the_habits_of_the_day(string ticker)
    {
        var bars = Bars(ticker);
        var moves = Enumerable.Range(0, bars.Count).Select(row => (Time: bars.Times[row], Size: Math.Abs(Math.Log(bars.Values(3)[row] / bars.Values(0)[row])))).ToArray();
        var usual = moves.GroupBy(move => MinuteOfDay(move.Time)).ToDictionary(group => group.Key, group => group.Average(move => move.Size));
        var relative = moves.Select(move => (Date: Find(ticker).Calendar.SessionAtOrAfter(move.Time).Date, Size: move.Size / usual[MinuteOfDay(move.Time)]));
        var spells = relative.GroupBy(move => move.Date).SelectMany(day => day.Average(move => move.Size) is var mean ? day.Select(move => move.Size / mean) : []).ToArray();

        AssertIn(0.02, 0.4, Statistic.AutoCorrelation(spells, 3), $"autocorrelation of {ticker}'s moves relative to the day and the time of day");
    }

    [Theory, MemberData(nameof(Tickers))]
    public void Wild_days_follow_wild_days_and_have_fat_tails(string ticker)
    {
        var returns = DailyReturns(ticker);
        var sizes = Array.ConvertAll(returns, Math.Abs);

        AssertIn(4.0, 40.0, Statistic.Kurtosis(returns), $"kurtosis of {ticker}'s days");
        AssertIn(0.05, 0.4, Enumerable.Range(1, 10).Average(lag => Statistic.AutoCorrelation(sizes, lag)), $"autocorrelation of {ticker}'s |daily returns|");
        AssertIn(-0.06, 0.06, Statistic.AutoCorrelation(returns, 1), $"autocorrelation of {ticker}'s daily returns");
    }

    [Theory]
    [InlineData("BTCUSDT", "ETHUSDT", 0.5, 0.85), InlineData("AAPL", "MSFT", 0.3, 0.65), InlineData("AAPL", "SPY", 0.45, 0.75)]
    [InlineData("EURUSD", "GBPUSD", 0.4, 0.75), InlineData("EURUSD", "USDJPY", -0.5, -0.2)]
    public void Instruments_move_together_by_the_day(string left, string right, double least, double most) =>
        AssertIn(least, most, Statistic.Correlation(DailyReturns(left), DailyReturns(right)), $"correlation of the days of {left} and {right}");

    [Fact]
    public void Stocks_are_wilder_after_a_fall()
    {
        var returns = DailyReturns("SPY");
        var next = Array.ConvertAll(returns.AsSpan(1).ToArray(), Math.Abs);

        AssertIn(-0.4, -0.02, Statistic.Correlation(returns.AsSpan(0, returns.Length - 1), next), "correlation of a day's return with the size of the next");
    }

    [Theory, MemberData(nameof(Tickers))]
    public void Returns_do_not_tell_the_next_return(string ticker)
    {
        var returns = MinuteReturns(ticker);

        for (var lag = 1; lag <= 5; lag++) AssertIn(-0.03, 0.03, Statistic.AutoCorrelation(returns, lag), $"autocorrelation of returns of {ticker} at lag {lag}");
    }

    [Theory]
    [InlineData("BTCUSDT", "ETHUSDT", 0.5, 0.85), InlineData("AAPL", "MSFT", 0.3, 0.6), InlineData("AAPL", "SPY", 0.45, 0.75), InlineData("SPY", "ES", 0.65, 0.97)]
    [InlineData("EURUSD", "GBPUSD", 0.4, 0.7), InlineData("EURUSD", "USDJPY", -0.5, -0.2), InlineData("AAPL", "BTCUSDT", 0.02, 0.3)]
    public void Instruments_move_together_by_the_minute(string left, string right, double least, double most)
    {
        var (leftAt, rightAt) = (ReturnsByMinute(left), ReturnsByMinute(right));
        var shared = leftAt.Keys.Intersect(rightAt.Keys).ToArray();

        AssertIn(least, most, Statistic.Correlation([.. shared.Select(minute => leftAt[minute])], [.. shared.Select(minute => rightAt[minute])]), $"correlation of {left} and {right}");
    }

    [Theory, MemberData(nameof(Tickers))]
    public void Two_decades_have_the_volatility_of_the_listing_and_a_sane_price(string ticker)
    {
        var listing = Listings.All.Single(listing => listing.Instrument.Symbol.Ticker == ticker);
        var closes = Array.ConvertAll(Days(ticker), day => Math.Exp(day.CloseLog));

        var volatility = Statistic.Deviation(DailyReturns(ticker)) * Math.Sqrt(listing.DaysPerYear);
        AssertIn(0.75, 1.35, volatility / listing.Volatility, $"volatility of {ticker} against {listing.Volatility}, {volatility}");
        AssertIn(0.02, 1.0, closes.Min() / listing.Level, $"lowest price of {ticker} against its level");
        AssertIn(0.5, 12.0, closes.Max() / listing.Level, $"highest price of {ticker} against its level");
    }

    [Theory, MemberData(nameof(Tickers))]
    public void Volume_goes_with_the_size_of_the_move(string ticker)
    {
        var bars = Bars(ticker);
        var sizes = bars.Values(3).ToArray().Zip(bars.Values(0).ToArray(), (close, open) => Math.Abs(Math.Log(close / open)));

        AssertIn(0.2, 0.9, Statistic.Correlation([.. sizes], bars.Values(4).ToArray()), $"correlation of volume and |return| of {ticker}");
    }

    [Fact]
    public void Stocks_are_wild_after_the_open_and_quiet_at_noon()
    {
        var bars = Bars("AAPL");
        double Size(int first, int last) => Enumerable.Range(0, bars.Count).Where(index => index % 390 >= first && index % 390 < last)
            .Average(index => Math.Abs(Math.Log(bars.Values(3)[index] / bars.Values(0)[index])));

        AssertIn(1.4, 2.5, Size(0, 15) / Size(180, 220), "moves of the first quarter of an hour against noon's");
        AssertIn(1.05, 2.0, Size(375, 390) / Size(180, 220), "moves of the last quarter of an hour against noon's");
    }

    [Fact]
    public void Stocks_open_with_a_gap_and_coins_do_not()
    {
        AssertIn(0.003, 0.02, Statistic.Deviation(Gaps("AAPL")), "gaps of AAPL");
        Assert.All(Gaps("BTCUSDT"), gap => Assert.Equal(0.0, gap));

        double[] Gaps(string ticker)
        {
            var days = Market.Bars(Find(ticker), Interval.OneDay, From, To);
            return [.. Enumerable.Range(1, days.Count - 1).Select(index => Math.Log(days.Values(0)[index] / days.Values(3)[index - 1]))];
        }
    }

    private static Instrument Find(string ticker) => SimulatedMarket.Instruments.Single(instrument => instrument.Symbol.Ticker == ticker);

    private static Columns Bars(string ticker) => Series.GetOrAdd(ticker, _ => Market.Bars(Find(ticker), Interval.OneMinute, From, To));

    private static double[] MinuteReturns(string ticker)
    {
        var bars = Bars(ticker);
        return [.. Enumerable.Range(1, bars.Count - 1).Where(index => IsWithinSession(bars, index)).Select(index => Return(bars, index))];
    }

    private static Dictionary<Instant64, double> ReturnsByMinute(string ticker)
    {
        var bars = Bars(ticker);
        return Enumerable.Range(1, bars.Count - 1).Where(index => IsWithinSession(bars, index)).ToDictionary(index => bars.Times[index], index => Return(bars, index));
    }

    // The night is not a minute.
    private static bool IsWithinSession(Columns bars, int index) => bars.Times[index] - bars.Times[index - 1] == Duration64.FromMinutes(1);

    private static double Return(Columns bars, int index) => Math.Log(bars.Values(3)[index] / bars.Values(3)[index - 1]);

    private static int MinuteOfDay(Instant64 time) => (int)(time.ToUnixTimeNanoseconds() / 60_000_000_000L % 1440);

    private static SimulatedDay[] Days(string ticker) =>
        new DayPath(Listings.All.Single(listing => listing.Instrument.Symbol.Ticker == ticker), new(Market.Seed), SimulatedMarket.Start).Until(Instant64.FromUtc(2030, 1, 1, 0, 0));

    private static double[] DailyReturns(string ticker)
    {
        var days = Days(ticker);
        return [.. days.Skip(1).Zip(days, (day, before) => day.CloseLog - before.CloseLog)];
    }

    private static void AssertIn(double least, double most, double found, string what)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {found:G4}");
        Assert.True(found >= least && found <= most, $"{what} is {found:G6}, not between {least} and {most}.");
    }
}
