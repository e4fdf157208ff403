using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.History;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Modules.History.Replaying;
using AlgoTrendy.Tests.Fast.Core.Engine;
using NodaTime;

namespace AlgoTrendy.Tests.Fast.Modules.History.Replaying;

/// <summary>What the passing of time does to a replay, and how it lets go.</summary>
public class LockStepTests
{
    private static readonly BarSeries Minutes = Market.Minutes(Market.Coin, (100, 101), (101, 102), (102, 103));

    private readonly HandClock _clock = new(new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private int _idle;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void A_replay_that_nobody_reads_for_ten_minutes_ends_and_one_that_is_read_does_not()
    {
        using var replay = Open(Plan());
        _clock.Turn(TimeSpan.FromMinutes(9));
        var seat = replay.Join(Venue());
        _clock.Turn(TimeSpan.FromHours(5));
        seat.Dispose();
        _clock.Turn(TimeSpan.FromMinutes(9));
        Assert.Equal(0, _idle);

        replay.Acknowledge("paper", 0); // that is life too
        _clock.Turn(TimeSpan.FromMinutes(9));
        Assert.Equal(0, _idle);

        _clock.Turn(TimeSpan.FromMinutes(1));
        Assert.Equal(1, _idle);
    }

    [Fact]
    public void It_goes_as_fast_as_it_was_times_its_speed()
    {
        using var replay = Open(Plan() with { Speed = 60 });
        using var seat = replay.Join(Venue());
        var times = new List<(long Sequence, double Second)>();

        for (var tenth = 0; tenth < 40; tenth++, _clock.Turn(TimeSpan.FromSeconds(0.1)))
            while (replay.TryTake(seat, out var next) && next is not null)
            {
                times.Add((next.Sequence, tenth / 10.0));
                replay.Acknowledge("paper", next.Sequence);
            }

        // A minute lasts a second; a bar opens when the one before closes.
        Assert.Equal([(1, 0), (2, 1), (3, 1), (4, 2), (5, 2), (6, 3)], times);
    }

    [Fact]
    public void After_a_stall_it_goes_on_at_its_speed()
    {
        using var replay = Open(Plan() with { Speed = 60 });
        using var seat = replay.Join(Venue());
        replay.TryTake(seat, out _);
        _clock.Turn(TimeSpan.FromSeconds(100));

        replay.Acknowledge("paper", 1);
        Assert.True(replay.TryTake(seat, out _)); // the close was due long ago
        replay.Acknowledge("paper", 2);
        Assert.True(replay.TryTake(seat, out _));
        replay.Acknowledge("paper", 3);

        Assert.False(replay.TryTake(seat, out _)); // but the next minute lasts a second again
        _clock.Turn(TimeSpan.FromSeconds(1));
        Assert.True(replay.TryTake(seat, out var close));
        Assert.Equal(4, close!.Sequence);
    }

    [Fact]
    public void One_acknowledgement_is_for_all_before_it()
    {
        var other = Market.Minutes(Market.Instrument("OTHER"), (50, 51));
        using var replay = Open(Plan(), Minutes, other);
        using var seat = replay.Join(Venue());
        foreach (var sequence in (long[])[1, 2])
        {
            replay.TryTake(seat, out _);
            replay.Acknowledge("paper", sequence);
        }

        replay.TryTake(seat, out var first);
        replay.TryTake(seat, out var second);
        Assert.False(replay.TryTake(seat, out _));
        replay.Acknowledge("paper", second!.Sequence);

        Assert.IsType<MarketEvent.BarClosed>(first);
        Assert.True(replay.TryTake(seat, out var opened));
        Assert.IsType<MarketEvent.BarOpened>(opened);
    }

    [Fact]
    public void Strategies_hear_ticks_when_the_plan_says_so()
    {
        var trades = new ColumnsBuilder(SeriesKind.Trades);
        trades.Add(Market.Start, 100, 1);
        foreach (var hears in (bool[])[false, true])
        {
            using var replay = new LockStep(Plan() with { Venues = 0, Strategies = 1, StrategiesHearTicks = hears }, new([Minutes.Slice(0, 1)], [new(Market.Coin, trades.Build())]), _clock, () => { });
            using var seat = replay.Join(new(default, "ema", ReplayStage.Strategy));

            replay.TryTake(seat, out var first);

            Assert.Equal(hears ? typeof(MarketEvent.Traded) : typeof(MarketEvent.BarClosed), first?.GetType());
        }
    }

    [Fact]
    public async Task Who_cancels_while_he_waits_leaves_nothing_behind()
    {
        await using var room = await HistoryRoom.Open(_clock);
        var session = await room.History.OpenReplay(Plan(), Ct);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var events = room.History.Replay(new(session.Replay!.Value, "paper", ReplayStage.Venue), patience.Token).GetAsyncEnumerator(patience.Token);
        await events.MoveNextAsync();
        var waiting = events.MoveNextAsync().AsTask();

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await events.DisposeAsync();

        // Nobody reads it any more: it ends, and with it its timers.
        Assert.Equal(1, _clock.Waiting);
        _clock.Turn(TimeSpan.FromMinutes(10));
        Assert.Equal(0, _clock.Waiting);
        Assert.Equal("no-such-replay", (await Assert.ThrowsAsync<StreamRefusedException>(async () =>
            await room.History.Replay(new(session.Replay!.Value, "paper", ReplayStage.Venue, 1), Ct).FirstAsync(Ct))).Code);
    }

    private LockStep Open(ReplayPlan plan, params BarSeries[] series) => new(plan, new(series is [] ? [Minutes] : series, []), _clock, () => _idle++);

    private static ReplayPlan Plan() => new([new(new("BTCUSDT", "SIM"), SeriesKind.Bars, Interval.OneMinute)], Instant.FromUtc(2024, 3, 1, 0, 0), Instant.FromUtc(2024, 3, 1, 1, 0), Venues: 1, Strategies: 0);

    private static ReplayReader Venue() => new(default, "paper", ReplayStage.Venue);
}
