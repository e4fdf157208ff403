using AlgoTrendy.Connectors.Simulated;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.MarketData.Following;
using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Streaming;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.MarketData.Following;

/// <summary>The live market comes when its time has come, in order, and goes on wherever a reader was.</summary>
[Between("market-data")]
public class FollowTests
{
    private static readonly Symbol Bitcoin = new("BTCUSDT", "SIM");
    private static readonly Symbol Spy = new("SPY", "SIM");
    private static readonly Interval Five = new(5, IntervalUnit.Minute);

    /// <summary>Friday in winter: New York's stocks close at 21:00 UTC.</summary>
    private static readonly Instant64 Evening = Instant64.FromUtc(2030, 1, 11, 20, 57);

    private readonly HandClock _clock = new(Evening.ToInstant().ToDateTimeOffset());
    private readonly SimulatedMarket _market = SimulatedMarket.Usual;

    public static TheoryData<string> Topologies => House.Topologies;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Instant64 Now => Instant64.FromInstant(Instant.FromDateTimeOffset(_clock.GetUtcNow()));

    [Theory, MemberData(nameof(Topologies))]
    public async Task Events_come_when_the_clock_has_reached_their_time(string topology)
    {
        await using var house = await Open(topology);
        var expected = Expected(Evening, Evening + Duration64.FromMinutes(6));
        var waiting = _clock.Waiting;
        await using var events = house.Get<IMarketData>().Follow(Request(), Ct).GetAsyncEnumerator(Ct);

        var heard = new List<MarketEvent>();
        while (heard.Count < expected.Count)
        {
            var next = events.MoveNextAsync().AsTask();
            if (heard.Count == 0) await Until(() => _clock.Waiting > waiting); // he follows from now on
            while (!next.IsCompleted)
            {
                // Nothing is due now, or it is on its way.
                await Task.WhenAny(next, Task.Delay(20, Ct));
                if (!next.IsCompleted && expected[heard.Count].Time > Now) _clock.Turn(TimeSpan.FromSeconds(7));
            }

            Assert.True(await next);
            Assert.True(events.Current.Time <= Now, $"{events.Current} came at {Now}.");
            heard.Add(events.Current);
        }

        Assert.Equal(expected, heard.Select(Unnumbered));
        Assert.Equal(heard.OrderBy(one => one.Sequence).ThenBy(one => one.Time), heard);
        Assert.Equal(heard.Count, heard.Select(one => one.Sequence).Distinct().Count());
    }

    [Theory]
    [InlineData("together", 1), InlineData("together", 2), InlineData("together", 3)]
    [InlineData("apart", 4), InlineData("apart", 5)]
    public async Task Wherever_it_is_cut_it_goes_on_with_the_next(string topology, ulong seed)
    {
        await using var house = await Open(topology);
        var random = new RandomSource(seed);
        var first = await Began(house);
        _clock.Turn(TimeSpan.FromHours(20)); // over an evening, a night, and hours without stocks
        var expected = Expected(Evening, Now);

        var (heard, last) = (new List<MarketEvent> { first }, first.Sequence);
        while (heard.Count < expected.Count)
        {
            var stay = 1 + random.NextBelow(random.NextBelow(3) == 0 ? 4 : 3_000);
            await foreach (var one in house.Get<IMarketData>().Follow(Request(last), Ct))
            {
                heard.Add(one);
                last = one.Sequence;
                if (--stay == 0 || heard.Count == expected.Count) break;
            }
        }

        Assert.Equal(expected, heard.Select(Unnumbered));
    }

    [Fact]
    public async Task Every_process_gives_an_event_the_same_number()
    {
        var first = new LiveMarket(new(SimulatedMarket.UsualSeed), _clock);
        await using var events = first.Follow(Request(), Ct).GetAsyncEnumerator(Ct);
        var waiting = events.MoveNextAsync().AsTask();
        _clock.Turn(TimeSpan.FromHours(3));
        await waiting;
        var heard = new List<MarketEvent> { events.Current };
        while (heard.Count < 1_000 && await events.MoveNextAsync()) heard.Add(events.Current);

        for (var place = 0; place < 990; place += 37)
        {
            var restarted = new LiveMarket(new(SimulatedMarket.UsualSeed), _clock);

            Assert.Equal(heard.Skip(place + 1).Take(10), await restarted.Follow(Request(heard[place].Sequence), Ct).Take(10).ToListAsync(Ct));
        }
    }

    [Fact]
    public async Task A_reader_resumes_by_himself()
    {
        await using var house = await Open("apart");
        var first = await Began(house);
        _clock.Turn(TimeSpan.FromMinutes(30));
        var expected = Expected(Evening, Now);

        var heard = await Resuming.Read<MarketEvent>(last => house.Get<IMarketData>().Follow(Request((last ?? first).Sequence), Ct), ct: Ct).Take(expected.Count - 1).ToListAsync(Ct);

        Assert.Equal(expected.Skip(1), heard.Select(Unnumbered));
    }

    [Fact]
    public async Task Bars_of_any_length_close_with_their_sessions()
    {
        var live = new LiveMarket(_market, _clock);
        var request = new FollowRequest([Spy], [Interval.OneDay, Interval.OneHour, new(4, IntervalUnit.Hour)]);
        var reading = live.Follow(request, Ct).OfType<MarketEvent.BarClosed>().Take(4).ToListAsync(Ct).AsTask();

        while (!reading.IsCompleted)
        {
            await Task.WhenAny(reading, Task.Delay(20, Ct));
            _clock.Turn(TimeSpan.FromHours(1));
        }

        var closed = (await reading).Select(bar => $"{bar.Time} {bar.Interval} since {bar.Bar.OpenTime}");
        Assert.Equal(
        [
            "2030-01-11T21:00:00Z 1d since 2030-01-11T14:30:00Z", "2030-01-11T21:00:00Z 1h since 2030-01-11T20:00:00Z",
            "2030-01-12T00:00:00Z 4h since 2030-01-11T20:00:00Z", "2030-01-14T15:00:00Z 1h since 2030-01-14T14:00:00Z",
        ], closed);
    }

    [Theory]
    [InlineData("together", "AAPL.US", null, null, "no-live-feed")]
    [InlineData("apart", "AAPL.US", null, null, "no-live-feed")]
    [InlineData("apart", "BTCUSDT.SIM AAPL.US", null, null, "no-live-feed")]
    [InlineData("together", "NOSUCH.SIM", null, null, "unknown-symbol")]
    [InlineData("together", "", null, null, "unknown-symbol")]
    [InlineData("apart", "BTCUSDT.SIM", "2d", null, "no-such-bars")]
    [InlineData("together", "BTCUSDT.SIM", null, -1L, "unknown-sequence")]
    [InlineData("apart", "BTCUSDT.SIM", null, long.MaxValue, "unknown-sequence")]
    [InlineData("together", "BTCUSDT.SIM", null, 0L, "too-old")]
    public async Task What_cannot_be_followed_is_refused_with_its_reason(string topology, string symbols, string? bars, long? after, string code)
    {
        await using var house = await Open(topology);
        var request = new FollowRequest([.. symbols.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => Symbol.TryParse(text, out var symbol) ? symbol : default)], bars is null ? null : [Interval.Parse(bars)], after);

        var refused = await Assert.ThrowsAsync<StreamRefusedException>(async () => await house.Get<IMarketData>().Follow(request, Ct).FirstAsync(Ct));

        Assert.Equal(code, refused.Code);
    }

    [Fact]
    public async Task A_day_is_as_far_back_as_it_goes()
    {
        await using var house = await Open("together");
        var first = await Began(house);
        var second = await house.Get<IMarketData>().Follow(Request(first.Sequence), Ct).FirstAsync(Ct);

        _clock.Turn((first.Time + Duration64.FromDays(1) - Now).ToTimeSpan());
        Assert.Equal(second, await house.Get<IMarketData>().Follow(Request(first.Sequence), Ct).FirstAsync(Ct));

        _clock.Turn(TimeSpan.FromTicks(1));
        Assert.Equal("too-old", (await Assert.ThrowsAsync<StreamRefusedException>(async () => await house.Get<IMarketData>().Follow(Request(first.Sequence), Ct).FirstAsync(Ct))).Code);
    }

    [Theory, MemberData(nameof(Topologies))]
    public async Task Who_stops_reading_leaves_nothing_behind(string topology)
    {
        await using var house = await Open(topology);
        // The first paper account follows the market as well, as soon as it is connected.
        await Until(() => _clock.Waiting > 0);
        foreach (var broker in (await house.Get<ITrading>().ListBrokers(new(), Ct)).Brokers) await house.Get<ITrading>().DisconnectBroker(new(broker.BrokerId), Ct);
        await Until(() => _clock.Waiting == 0);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var reading = house.Get<IMarketData>().Follow(Request(), patience.Token).FirstAsync(patience.Token).AsTask();
        await Until(() => _clock.Waiting == 1);

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await Until(() => _clock.Waiting == 0);
    }

    private static FollowRequest Request(long? after = null) => new([Bitcoin, Spy], [Interval.OneMinute, Five], after);

    /// <summary>What happens after a moment and up to another, as the simulated market says when it is asked in another way: all at once, and kind by kind.</summary>
    private List<MarketEvent> Expected(Instant64 after, Instant64 to)
    {
        var end = to.PlusNanoseconds(1);
        var events = new List<(int Rank, MarketEvent Event)>();
        foreach (var instrument in ((Symbol[])[Bitcoin, Spy]).Select(symbol => SimulatedMarket.Instruments.Single(one => one.Symbol == symbol)))
        {
            var ticks = _market.Ticks(instrument, after.PlusNanoseconds(1), end);
            foreach (var interval in (Interval[])[Interval.OneMinute, Five])
                events.AddRange(new PlayedMarket([new(instrument, interval, _market.Bars(instrument, interval, after - interval.Length, end))], []).OfType<MarketEvent.BarClosed>().Select(closed => (0, (MarketEvent)closed)));
            events.AddRange(new PlayedMarket([], [new(instrument, ticks.Quotes), new(instrument, ticks.Trades)]).Select(tick => (1, tick)));
        }

        return [.. events.Where(one => one.Event.Time > after && one.Event.Time <= to).OrderBy(one => one.Event.Time).ThenBy(one => one.Rank).Select(one => Unnumbered(one.Event))];
    }

    private static MarketEvent Unnumbered(MarketEvent happened) => happened with { Sequence = 0 };

    /// <summary>The first event after the evening.</summary>
    private async Task<MarketEvent> Began(House house)
    {
        // The first paper account follows the market as well, as soon as it is connected.
        await Until(() => _clock.Waiting > 0);
        var waiting = _clock.Waiting;
        var first = house.Get<IMarketData>().Follow(Request(), Ct).FirstAsync(Ct).AsTask();
        await Until(() => _clock.Waiting > waiting);
        _clock.Turn(TimeSpan.FromSeconds(20));
        return await first.WaitAsync(TimeSpan.FromSeconds(20), Ct);
    }

    private Task<House> Open(string topology) => House.Open(topology, [.. House.AllModules.Select(module => new OnTime(module, _clock))]);

    private static async Task Until(Func<bool> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (!holds()) await Task.Delay(5, patience.Token);
    }

    /// <summary>A module that goes by another clock.</summary>
    private sealed class OnTime(IModule module, TimeProvider clock) : IModule
    {
        public string Name => module.Name;

        public void AddServices(IHostApplicationBuilder host)
        {
            module.AddServices(host);
            host.Services.AddSingleton(clock);
        }

        public void AddRemote(IServiceCollection services, Func<Uri> address) => module.AddRemote(services, address);

        public void MapEndpoints(IEndpointRouteBuilder app) => module.MapEndpoints(app);
    }
}
