using AlgoTrendy.Connectors.Simulated;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.History;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Storage.Columnar;
using NodaTime;

namespace AlgoTrendy.Tests.Fast.Modules.History.Replaying;

/// <summary>A replay is the backtest's market, heard in lock-step, by readers in this process or in others.</summary>
[Between("history")]
public class ReplayTests
{
    private static readonly SeriesKey Bitcoin = new(new("BTCUSDT", "SIM"), SeriesKind.Bars, Interval.OneMinute);
    private static readonly SeriesKey Ether = new(new("ETHUSDT", "SIM"), SeriesKind.Bars, new(5, IntervalUnit.Minute));
    private static readonly SeriesKey Solana = new(new("SOLUSDT", "SIM"), SeriesKind.Bars, Interval.OneMinute);
    private static readonly Instant From = Instant.FromUtc(2024, 3, 1, 0, 0);

    public static TheoryData<string> Topologies => House.Topologies;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Topologies))]
    public async Task Venues_hear_everything_and_strategies_what_a_backtest_lets_them_hear(string topology)
    {
        await using var house = await House.Open(topology);
        var (history, plan) = (house.Get<IHistory>(), Plan(minutes: 60, Bitcoin, Ether, Solana));
        var session = await history.OpenReplay(plan, Ct);
        var audience = new Audience(history, session.Replay!.Value);

        await Task.WhenAll(audience.Listen("paper", ReplayStage.Venue, Ct), audience.Listen("ema", ReplayStage.Strategy, Ct));

        var store = new ColumnStore(house.Home.Folder(ColumnStore.HomeFolder));
        var bars = plan.Series.Select(key => new InstrumentBars(store, InstrumentOf(key)).Read(new(key.Interval, plan.From, plan.To), [], out _)!).ToList();
        var listener = new Recording();
        Backtest.Run(listener, bars, new RunSettings { StartingCash = new(1_000m, Currency.Usdt) });
        Assert.Equal(2 * (60 + 12 + 60), session.Events);
        Assert.Equal(new PlayedMarket(bars, []), audience.HeardBy("paper"));
        Assert.Equal(listener.Heard, audience.HeardBy("ema").Select(heard => Assert.IsType<MarketEvent.BarClosed>(heard)).Select(closed => (closed.Symbol, closed.Interval, closed.Bar)));
    }

    [Theory]
    [InlineData("together", 1, 30), InlineData("together", 2, 30), InlineData("together", 3, 30)]
    [InlineData("apart", 4, 8)]
    public async Task Nobody_hears_what_those_before_him_have_not_acknowledged(string topology, ulong seed, int minutes)
    {
        await using var house = await House.Open(topology);
        var history = house.Get<IHistory>();
        var session = await history.OpenReplay(Plan(minutes, Bitcoin, Ether, Solana) with { Venues = 2, Strategies = 2 }, Ct);
        var audience = new Audience(history, session.Replay!.Value);

        await Task.WhenAll(
            audience.Listen("v1", ReplayStage.Venue, Ct, Pauses(seed)), audience.Listen("v2", ReplayStage.Venue, Ct, Pauses(seed + 10)),
            audience.Listen("s1", ReplayStage.Strategy, Ct, Pauses(seed + 20)), audience.Listen("s2", ReplayStage.Strategy, Ct, Pauses(seed + 30)));

        var (log, all) = (audience.Log, audience.HeardBy("v1"));
        Assert.Equal(session.Events, all.Count);
        Assert.Equal(audience.HeardBy("s1"), all.OfType<MarketEvent.BarClosed>());
        var acknowledged = new Dictionary<string, long> { ["v1"] = 0, ["v2"] = 0, ["s1"] = 0, ["s2"] = 0 };
        foreach (var (name, isAck, heard) in log)
        {
            if (isAck) acknowledged[name] = heard.Sequence;
            else Assert.DoesNotContain(acknowledged, other => other.Value < Needed(all, heard, hears: name[0], of: other.Key[0]));
        }
    }

    [Theory]
    [InlineData("together", 1), InlineData("together", 2), InlineData("apart", 3)]
    public async Task Who_comes_back_goes_on_where_he_was(string topology, ulong seed)
    {
        await using var house = await House.Open(topology);
        var history = house.Get<IHistory>();
        var session = await history.OpenReplay(Plan(minutes: 25, Bitcoin, Solana), Ct);
        var (audience, random) = (new Audience(history, session.Replay!.Value), new RandomSource(seed));

        await Task.WhenAll(
            audience.Listen("paper", ReplayStage.Venue, Ct, stay: () => 1 + random.NextBelow(7)),
            audience.Listen("ema", ReplayStage.Strategy, Ct, stay: () => 1 + random.NextBelow(5)));

        Assert.Equal(Enumerable.Range(1, 100).Select(number => (long)number), audience.HeardBy("paper").Select(heard => heard.Sequence));
        Assert.Equal(audience.HeardBy("paper").OfType<MarketEvent.BarClosed>(), audience.HeardBy("ema"));
        Assert.True((await history.CloseReplay(new(session.Replay!.Value), Ct)).IsOver);
    }

    [Theory, MemberData(nameof(Topologies))]
    public async Task Nothing_more_comes_while_the_last_is_not_acknowledged(string topology)
    {
        await using var house = await House.Open(topology);
        var history = house.Get<IHistory>();
        var replay = (await history.OpenReplay(Plan(minutes: 60 * 24 * 30, Bitcoin) with { Strategies = 0 }, Ct)).Replay!.Value;

        await using var events = history.Replay(new(replay, "paper", ReplayStage.Venue), Ct).GetAsyncEnumerator(Ct);
        Assert.True(await events.MoveNextAsync());
        var next = events.MoveNextAsync().AsTask();
        await Task.Delay(200, Ct);

        Assert.False(next.IsCompleted);
        Assert.Equal(new ReplayState(2, IsOver: false), await history.Acknowledge(new(replay, "paper", 1), Ct));
        Assert.True(await next);
        Assert.Equal(2, events.Current.Sequence);
    }

    [Theory, MemberData(nameof(Topologies))]
    public async Task What_cannot_be_read_is_refused_with_its_reason(string topology)
    {
        await using var house = await House.Open(topology);
        var history = house.Get<IHistory>();
        var replay = (await history.OpenReplay(Plan(minutes: 10, Bitcoin), Ct)).Replay!.Value;
        await foreach (var heard in history.Replay(new(replay, "paper", ReplayStage.Venue), Ct))
        {
            if (heard.Sequence == 2) break;
            await history.Acknowledge(new(replay, "paper", heard.Sequence), Ct);
        }

        Assert.Equal("no-such-replay", await Refused(new(new("nobody"), "paper", ReplayStage.Venue)));
        Assert.Equal("already-acknowledged", await Refused(new(replay, "paper", ReplayStage.Venue)));
        Assert.Equal("unknown-sequence", await Refused(new(replay, "paper", ReplayStage.Venue, After: 3)));
        Assert.Equal("unknown-sequence", await Refused(new(replay, "ema", ReplayStage.Strategy, After: 1)));
        Assert.Equal("wrong-stage", await Refused(new(replay, "paper", ReplayStage.Strategy, After: 2)));
        Assert.Equal("replay-full", await Refused(new(replay, "other", ReplayStage.Venue)));
        Assert.Contains("was given nothing after 2", (await history.Acknowledge(new(replay, "paper", 3), Ct)).Reason, StringComparison.Ordinal);
        Assert.Contains("Nobody called 'other'", (await history.Acknowledge(new(replay, "other", 1), Ct)).Reason, StringComparison.Ordinal);

        async Task<string> Refused(ReplayReader reader) =>
            (await Assert.ThrowsAsync<StreamRefusedException>(async () => await history.Replay(reader, Ct).FirstAsync(Ct))).Code;
    }

    [Theory, MemberData(nameof(Topologies))]
    public async Task A_newer_connection_takes_the_place_of_an_older_one(string topology)
    {
        await using var house = await House.Open(topology);
        var history = house.Get<IHistory>();
        var replay = (await history.OpenReplay(Plan(minutes: 10, Bitcoin), Ct)).Replay!.Value;
        await using var older = history.Replay(new(replay, "paper", ReplayStage.Venue), Ct).GetAsyncEnumerator(Ct);
        await older.MoveNextAsync();
        var first = older.Current;
        var waiting = older.MoveNextAsync().AsTask();

        var again = await history.Replay(new(replay, "paper", ReplayStage.Venue), Ct).FirstAsync(Ct);

        Assert.Equal(first, again);
        Assert.Equal("taken-over", (await Assert.ThrowsAsync<StreamRefusedException>(() => waiting)).Code);
    }

    [Theory, MemberData(nameof(Topologies))]
    public async Task Closing_ends_it_for_its_readers(string topology)
    {
        await using var house = await House.Open(topology);
        var history = house.Get<IHistory>();
        var replay = (await history.OpenReplay(Plan(minutes: 10, Bitcoin), Ct)).Replay!.Value;
        await using var events = history.Replay(new(replay, "paper", ReplayStage.Venue), Ct).GetAsyncEnumerator(Ct);
        await events.MoveNextAsync();
        var waiting = events.MoveNextAsync().AsTask();

        await history.CloseReplay(new(replay), Ct);

        Assert.Equal("no-such-replay", (await Assert.ThrowsAsync<StreamRefusedException>(() => waiting)).Code);
        Assert.NotNull((await history.Acknowledge(new(replay, "paper", 1), Ct)).Reason);
    }

    [Theory]
    [InlineData("NOSUCH.SIM Bars 1m", "No instrument is called NOSUCH.SIM.")]
    [InlineData("BTCUSDT.BINANCE Bars 1m", "No bars of BTCUSDT.BINANCE are stored.")]
    [InlineData("BTCUSDT.SIM Trades", "No Trades of BTCUSDT.SIM are stored")]
    [InlineData("BTCUSDT.SIM QuoteBars 1m", "ask for Bars of BTCUSDT.SIM")]
    public async Task What_is_not_there_cannot_be_opened(string series, string reason)
    {
        await using var house = await House.Open("together");

        var session = await house.Get<IHistory>().OpenReplay(Plan(minutes: 10, KeyOf(series)), Ct);

        Assert.Null(session.Replay);
        Assert.Contains(reason, session.Reason, StringComparison.Ordinal);
    }

    private static ReplayPlan Plan(int minutes, params SeriesKey[] series) => new(series, From, From + Duration.FromMinutes(minutes), Venues: 1, Strategies: 1);

    private static Func<TimeSpan> Pauses(ulong seed)
    {
        var random = new RandomSource(seed);
        return () => TimeSpan.FromMilliseconds(Math.Max(0, random.NextBelow(8) - 5));
    }

    /// <summary>Up to where somebody must have acknowledged before an event may be heard: strategies wait for venues to know all that closes at that moment, and everybody waits for all that was before.</summary>
    private static long Needed(IReadOnlyList<MarketEvent> all, MarketEvent heard, char hears, char of)
    {
        var isClose = heard is MarketEvent.BarClosed;
        var together = all.Where(other => other == heard || (isClose && other is MarketEvent.BarClosed && other.Time == heard.Time)).ToList();
        return (hears, of) switch
        {
            ('s', 'v') => together[^1].Sequence,
            (_, 'v') => together[0].Sequence - 1,
            _ => all.LastOrDefault(other => other.Sequence < together[0].Sequence && other is MarketEvent.BarClosed)?.Sequence ?? 0,
        };
    }

    private static Instrument InstrumentOf(SeriesKey key) => SimulatedMarket.Instruments.Single(one => one.Symbol == key.Symbol);

    private static SeriesKey KeyOf(string text) => text.Split(' ') is [var symbol, var kind, .. var interval] && Symbol.TryParse(symbol, out var known)
        ? new(known, Enum.Parse<SeriesKind>(kind), interval is [var length] ? Interval.Parse(length) : null)
        : throw new FormatException(text);

    private sealed class Recording : Strategy
    {
        public List<(Symbol, Interval, Bar)> Heard { get; } = [];

        public override void OnBar(BarStream stream, in Bar bar) => Heard.Add((stream.Instrument.Symbol, stream.Interval, bar));
    }
}
