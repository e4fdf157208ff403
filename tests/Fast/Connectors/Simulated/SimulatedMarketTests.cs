using System.Security.Cryptography;
using AlgoTrendy.Connectors.Simulated;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Values;
using FsCheck;
using FsCheck.Fluent;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Connectors.Simulated;

public class SimulatedMarketTests
{
    private static readonly SimulatedMarket Market = new(1);

    private const long Day = 86_400_000_000_000;

    // Two weeks with a US holiday (Memorial Day), an early close of CME and, in 2017, its afternoon pause.
    private static readonly Instant64 From = Instant64.FromUtc(2017, 5, 22, 0, 0);
    private static readonly Instant64 To = Instant64.FromUtc(2017, 6, 5, 0, 0);

    private static readonly Interval[] Intervals = [Interval.OneMinute, new(5, IntervalUnit.Minute), new(7, IntervalUnit.Minute), Interval.OneHour, new(4, IntervalUnit.Hour), new(30, IntervalUnit.Hour), Interval.OneDay];

    public static TheoryData<string> Tickers => [.. SimulatedMarket.Instruments.Select(instrument => instrument.Symbol.Ticker)];

    [Fact]
    public void Every_instrument_is_marked_as_simulated_and_prints_every_bar()
    {
        Assert.Equal(12, SimulatedMarket.Instruments.Count);
        Assert.All(SimulatedMarket.Instruments, instrument => Assert.True(instrument is { IsSimulated: true, PrintsEveryBar: true, HasVolume: true, Symbol.Venue: "SIM" }));
        Assert.All(Listings.All, listing => Assert.InRange(listing.OwnLoad, 0.2, 1.0));
    }

    /// <summary>Must hold on any machine; tests are rerun with GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-AVX2 DOTNET_EnableAVX2=0 DOTNET_EnableFMA=0.</summary>
    [Fact]
    public void The_same_seed_gives_the_same_bars_and_ticks_on_every_machine()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var instrument in SimulatedMarket.Instruments)
        {
            Append(hash, Market.Bars(instrument, Interval.OneMinute, From, To));
            var (trades, quotes) = Market.Ticks(instrument, From.PlusNanoseconds(48 * 3_600_000_000_000), From.PlusNanoseconds(63 * 3_600_000_000_000));
            Append(hash, trades);
            Append(hash, quotes);
            Append(hash, Market.Bars(instrument, Interval.OneHour, Instant64.FromUtc(2040, 3, 1, 0, 0), Instant64.FromUtc(2040, 3, 8, 0, 0)));
        }

        Assert.Equal("2eb120bc6bbe976e613a3438baf9ea7a302aaa2e810a0f75e81b9516442aad8f", Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [Fact]
    public void Another_seed_gives_other_bars() =>
        Assert.NotEqual(HashOf(Market.Bars(Find("AAPL"), Interval.OneHour, From, To)), HashOf(new SimulatedMarket(2).Bars(Find("AAPL"), Interval.OneHour, From, To)));

    [Fact]
    public void Bars_do_not_depend_on_which_range_is_asked_for() =>
        Prop.ForAll<NonNegativeInt, NonNegativeInt, NonNegativeInt>((which, start, length) =>
        {
            var instrument = SimulatedMarket.Instruments[which.Get % SimulatedMarket.Instruments.Count];
            var interval = Intervals[which.Get % Intervals.Length];
            var from = From.PlusNanoseconds(start.Get * 3_712_345_678_901L % (To - From).TotalNanoseconds);
            var to = from.PlusNanoseconds(length.Get * 1_912_345_678_901L);

            return HashOf(Market.Bars(instrument, interval, from, to)) == HashOf(Market.Bars(instrument, interval, From, Instant64.Max(to, To)).Between(from, to));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Bars_do_not_depend_on_the_order_of_questions_or_on_threads()
    {
        var late = Instant64.FromUtc(2031, 3, 3, 0, 0);
        var expected = HashOf(Market.Bars(Find("ES"), Interval.OneMinute, From, To));

        var other = new SimulatedMarket(1);
        var found = new string[8];
        Parallel.For(0, found.Length, index =>
        {
            other.Bars(Find("ES"), Interval.OneHour, late, late.PlusNanoseconds(index * Day));
            found[index] = HashOf(other.Bars(Find("ES"), Interval.OneMinute, From, To));
        });

        Assert.All(found, hash => Assert.Equal(expected, hash));
    }

    [Theory, MemberData(nameof(Tickers))]
    public void There_is_a_bar_for_every_minute_of_every_session_and_none_outside(string ticker)
    {
        var instrument = Find(ticker);
        var expected = instrument.Calendar.Sessions(From, To)
            .SelectMany(session => Enumerable.Range(0, (int)((session.Close - session.Open).TotalNanoseconds / 60_000_000_000)).Select(minute => session.Open.PlusNanoseconds(minute * 60_000_000_000L)))
            .Where(time => time >= From && time < To);

        var bars = Market.Bars(instrument, Interval.OneMinute, From, To);

        Assert.Equal(expected, bars.Times.ToArray());
    }

    [Theory, MemberData(nameof(Tickers))]
    public void Every_bar_is_possible_and_on_the_grid(string ticker)
    {
        var instrument = Find(ticker);
        var bars = Market.Bars(instrument, Interval.OneMinute, From, To);

        for (var row = 0; row < bars.Count; row++)
        {
            var (open, high, low, close, volume) = (bars.Values(0)[row], bars.Values(1)[row], bars.Values(2)[row], bars.Values(3)[row], bars.Values(4)[row]);
            Assert.True(low > 0 && low <= Math.Min(open, close) && high >= Math.Max(open, close), $"{ticker} at {bars.Times[row]}: {open} {high} {low} {close}");
            foreach (var price in (ReadOnlySpan<double>)[open, high, low, close]) Assert.True(price == (double)instrument.RoundToTick(price).Value, $"{ticker} at {bars.Times[row]}: {price:R} is off the grid of {instrument.TickSize}");
            Assert.True(volume > 0 && volume == (double)instrument.RoundDownToLot((decimal)volume).Value, $"{ticker} at {bars.Times[row]}: volume {volume:R}");
        }
    }

    [Theory]
    [InlineData("AAPL", 5), InlineData("AAPL", 60), InlineData("BTCUSDT", 15), InlineData("EURUSD", 240), InlineData("ES", 60), InlineData("ES", 7)]
    public void Longer_bars_are_made_of_the_same_minutes(string ticker, int minutes)
    {
        var instrument = Find(ticker);
        var expected = Rows(Market.Bars(instrument, Interval.OneMinute, From, To.PlusNanoseconds(Day)))
            .GroupBy(bar => Slot(default, bar.Time, minutes)).Select(Merged).Where(bar => bar.Time >= From && bar.Time < To);

        var bars = Market.Bars(instrument, new(minutes, IntervalUnit.Minute), From, To);

        Assert.Equal(expected, Rows(bars));
    }

    [Theory, MemberData(nameof(Tickers))]
    public void Longer_bars_are_those_that_the_platform_makes_of_stored_minutes(string ticker)
    {
        var instrument = Find(ticker);
        var stored = Market.Bars(instrument, Interval.OneMinute, From, To.PlusNanoseconds(2 * Day));

        foreach (var interval in (Interval[])[new(5, IntervalUnit.Minute), new(15, IntervalUnit.Minute), Interval.OneHour, new(4, IntervalUnit.Hour), Interval.OneDay])
        {
            var made = Rows(CoarserBars.Of(stored, Interval.OneMinute, interval, instrument.Calendar)).Where(bar => bar.Time >= From.PlusNanoseconds(Day) && bar.Time < To).ToArray();

            var bars = Rows(Market.Bars(instrument, interval, From.PlusNanoseconds(Day), To)).ToArray();

            // The platform adds volumes as they come, this market counts lots: the last bits may differ.
            Assert.Equal(made.Select(bar => bar with { Volume = 0 }), bars.Select(bar => bar with { Volume = 0 }));
            Assert.All(made.Zip(bars), pair => Assert.Equal(pair.First.Volume, pair.Second.Volume, 1e-9 * pair.Second.Volume));
        }
    }

    [Theory, MemberData(nameof(Tickers))]
    public void Daily_bars_are_made_of_the_same_minutes(string ticker)
    {
        var instrument = Find(ticker);
        var expected = Rows(Market.Bars(instrument, Interval.OneMinute, From, To.PlusNanoseconds(2 * Day)))
            .GroupBy(bar => instrument.Calendar.TradingDayAtOrAfter(bar.Time).Open).Select(Merged).Where(bar => bar.Time >= From && bar.Time < To);

        var bars = Market.Bars(instrument, Interval.OneDay, From, To);

        Assert.Equal(expected, Rows(bars));
    }

    [Fact]
    public void Sixty_seconds_make_the_minute()
    {
        var (start, end) = (Instant64.FromUtc(2017, 5, 23, 14, 0), Instant64.FromUtc(2017, 5, 23, 15, 0));
        foreach (var instrument in SimulatedMarket.Instruments)
        {
            var minutes = Rows(Market.Bars(instrument, Interval.OneMinute, start, end)).ToArray();

            var seconds = Rows(Market.Bars(instrument, Interval.OneSecond, start, end)).ToArray();

            Assert.Equal(3600, seconds.Length);
            Assert.Equal(minutes.Select(bar => bar with { Volume = 0 }), seconds.GroupBy(bar => Slot(start, bar.Time, 1)).Select(Merged).Select(bar => bar with { Volume = 0 }));
            Assert.Equal(minutes.Sum(bar => bar.Volume), seconds.Sum(bar => bar.Volume), 1e-6 * minutes.Sum(bar => bar.Volume));
        }
    }

    [Theory, MemberData(nameof(Tickers))]
    public void Trades_of_a_minute_make_its_bar(string ticker)
    {
        var (start, end) = (Instant64.FromUtc(2017, 5, 23, 13, 30), Instant64.FromUtc(2017, 5, 23, 16, 30));
        var instrument = Find(ticker);

        var trades = Market.Ticks(instrument, start, end).Trades;
        var found = Enumerable.Range(0, trades.Count).GroupBy(row => Slot(start, trades.Times[row], 1)).Select(minute => new Row(
            minute.Key, trades.Values(0)[minute.First()], minute.Max(row => trades.Values(0)[row]), minute.Min(row => trades.Values(0)[row]), trades.Values(0)[minute.Last()],
            (double)minute.Sum(row => (decimal)trades.Values(1)[row])));

        Assert.Equal(Rows(Market.Bars(instrument, Interval.OneMinute, start, end)), found);
    }

    [Theory, MemberData(nameof(Tickers))]
    public void Trades_happen_at_the_bid_or_ask_of_the_quote_before_them(string ticker)
    {
        var (trades, quotes) = Market.Ticks(Find(ticker), Instant64.FromUtc(2017, 5, 23, 13, 30), Instant64.FromUtc(2017, 5, 23, 16, 30));

        var quote = -1;
        for (var row = 0; row < trades.Count; row++)
        {
            var before = quote;
            while (quote + 1 < quotes.Count && quotes.Times[quote + 1] < trades.Times[row]) quote++;
            var (bid, ask, price) = (quotes.Values(0)[quote], quotes.Values(2)[quote], trades.Values(0)[row]);
            Assert.True(bid > 0 && bid < ask && (price == bid || price == ask), $"{price} at {bid} / {ask}");
            Assert.True(trades.Values(1)[row] <= (price == bid ? quotes.Values(1)[quote] : quotes.Values(3)[quote]), "more was traded than quoted");
            Assert.True(quote > before, "no quote was told between two trades");
        }
    }

    [Theory, MemberData(nameof(Tickers))]
    public void While_a_market_is_open_no_quote_is_long_in_coming(string ticker)
    {
        var (start, end) = (Instant64.FromUtc(2017, 5, 23, 13, 30), Instant64.FromUtc(2017, 5, 23, 16, 30));
        var quotes = Market.Ticks(Find(ticker), start, end).Quotes;

        Instant64[] times = [start, .. Enumerable.Range(0, quotes.Count).Select(row => quotes.Times[row]), end];

        // A second, and half of one until a minute's first.
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.InRange((pair.Second - pair.First).TotalNanoseconds, 0, 1_500_000_000));
        Assert.All(Enumerable.Range(0, quotes.Count - 1), row => Assert.True(quotes.Times[row] < quotes.Times[row + 1]));
    }

    [Fact]
    public void Spreads_are_wider_when_the_market_is_wild()
    {
        var quotes = Market.Ticks(Find("BTCUSDT"), From, From.PlusNanoseconds(6 * Day)).Quotes;
        var byHour = Enumerable.Range(0, quotes.Count).GroupBy(row => Slot(From, quotes.Times[row], 60)).ToArray();

        var spreads = Array.ConvertAll(byHour, hour => hour.Average(row => (quotes.Values(2)[row] - quotes.Values(0)[row]) / quotes.Values(0)[row]));
        var ranges = Array.ConvertAll(byHour, hour => hour.Max(row => quotes.Values(0)[row]) / hour.Min(row => quotes.Values(0)[row]) - 1.0);

        var together = Statistic.Correlation(spreads, ranges);
        Assert.True(together > 0.4, $"correlation of spread and range is {together}");
    }

    [Fact]
    public void Nothing_is_there_before_the_first_day_and_after_the_last()
    {
        Assert.Equal(0, Market.Bars(Find("BTCUSDT"), Interval.OneMinute, Instant64.FromUtc(2009, 1, 1, 0, 0), SimulatedMarket.Start).Count);
        Assert.Equal(0, Market.Bars(Find("BTCUSDT"), Interval.OneMinute, To, From).Count);
        Assert.Equal(1440, Market.Bars(Find("BTCUSDT"), Interval.OneMinute, Instant64.FromUtc(2009, 1, 1, 0, 0), Instant64.FromUtc(2010, 1, 2, 0, 0)).Count);
        Assert.Equal(0, Market.Ticks(Find("BTCUSDT"), Instant64.FromUtc(2009, 1, 1, 0, 0), SimulatedMarket.Start).Trades.Count);
        Assert.Equal(0, Market.Bars(Find("ES"), Interval.OneHour, SimulatedMarket.End, Instant64.MaxValue).Count);
        Assert.Equal(24, Market.Bars(Find("BTCUSDT"), Interval.OneHour, SimulatedMarket.End.PlusNanoseconds(-Day), Instant64.MaxValue).Count);
    }

    [Fact]
    public void Days_of_sessions_over_midnight_open_the_evening_before()
    {
        var evenings = Market.Bars(Find("EURUSD"), Interval.OneDay, Instant64.FromUtc(2017, 5, 21, 0, 0), Instant64.FromUtc(2017, 5, 24, 0, 0));
        var futures = Market.Bars(Find("ES"), Interval.OneDay, Instant64.FromUtc(2017, 5, 21, 0, 0), Instant64.FromUtc(2017, 5, 24, 0, 0));

        // 17:00 New York; 17:00 Chicago.
        Assert.Equal([.. Enumerable.Range(21, 3).Select(day => Instant64.FromUtc(2017, 5, day, 21, 0))], evenings.Times.ToArray());
        Assert.Equal([.. Enumerable.Range(21, 3).Select(day => Instant64.FromUtc(2017, 5, day, 22, 0))], futures.Times.ToArray());
    }

    [Theory]
    [InlineData("AAPL", 14), InlineData("ES", 3), InlineData("EURUSD", 0), InlineData("BTCUSDT", 12)]
    public void A_range_may_begin_and_end_inside_a_session(string ticker, int hour)
    {
        var (start, end) = (Instant64.FromUtc(2017, 5, 23, hour, 2).PlusNanoseconds(1), Instant64.FromUtc(2017, 5, 23, hour, 58).PlusNanoseconds(1));

        var minutes = Market.Bars(Find(ticker), Interval.OneMinute, start, end);
        var fives = Market.Bars(Find(ticker), new(5, IntervalUnit.Minute), start, end);
        var days = Market.Bars(Find(ticker), Interval.OneDay, start, end);

        Assert.Equal((56, Instant64.FromUtc(2017, 5, 23, hour, 3)), (minutes.Count, minutes.Times[0]));
        Assert.Equal((11, Instant64.FromUtc(2017, 5, 23, hour, 5)), (fives.Count, fives.Times[0]));
        Assert.Equal(0, days.Count);
    }

    [Fact]
    public void Bars_of_several_days_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => Market.Bars(Find("AAPL"), Interval.Parse("2d"), From, To));

        Assert.Contains("bars of one day, not of 2d", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_traded_here_is_refused_with_what_is()
    {
        var stranger = Find("AAPL") with { Symbol = new("AAPL", "US") };

        var error = Assert.Throws<ArgumentException>(() => Market.Bars(stranger, Interval.OneDay, From, To));

        Assert.Contains("AAPL.US is not traded on the simulated market; AAPL.SIM, JPM.SIM", error.Message, StringComparison.Ordinal);
    }

    private static Instrument Find(string ticker) => SimulatedMarket.Instruments.Single(instrument => instrument.Symbol.Ticker == ticker);

    private static IEnumerable<Row> Rows(Columns bars) =>
        Enumerable.Range(0, bars.Count).Select(row => new Row(bars.Times[row], bars.Values(0)[row], bars.Values(1)[row], bars.Values(2)[row], bars.Values(3)[row], bars.Values(4)[row]));

    private static Row Merged(IGrouping<Instant64, Row> bars) =>
        new(bars.Key, bars.First().Open, bars.Max(bar => bar.High), bars.Min(bar => bar.Low), bars.Last().Close, (double)bars.Sum(bar => (decimal)bar.Volume));

    private static Instant64 Slot(Instant64 start, Instant64 time, int minutes) =>
        start.PlusNanoseconds((time - start).TotalNanoseconds / (minutes * 60_000_000_000L) * (minutes * 60_000_000_000L));

    private static string HashOf(Columns columns)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, columns);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, Columns columns)
    {
        for (var row = 0; row < columns.Count; row++)
        {
            hash.AppendData(BitConverter.GetBytes(columns.Times[row].ToUnixTimeNanoseconds()));
            for (var column = 0; column < SeriesColumns.Of(columns.Kind).Count; column++) hash.AppendData(BitConverter.GetBytes(columns.Values(column)[row]));
        }
    }

    private readonly record struct Row(Instant64 Time, double Open, double High, double Low, double Close, double Volume);
}
