using System.Net;
using System.Net.Http.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Asking;

namespace AlgoTrendy.Tests.Fast.Platform.Streaming;

/// <summary>A stream is the same to its reader, whether its module is in this process or in another one.</summary>
public class StreamTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private readonly CountingModule _counting = new();

    public static TheoryData<string> Topologies => House.Topologies;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Topologies))]
    public async Task Items_come_in_their_order_and_end(string topology)
    {
        await using var house = await House.Open(topology, [_counting]);

        var numbers = await house.Get<ICounting>().Count(new(2_000, After: 10), Ct).ToListAsync(Ct);

        Assert.Equal(Enumerable.Range(11, 1_990).Select(number => (long)number), numbers.Select(number => number.Sequence));
        Assert.Equal(topology == "together" ? "nobody" : "local", numbers[0].Caller); // a command's user travels along
        Assert.Equal(0, _counting.Open);
    }

    [Theory, MemberData(nameof(Topologies))]
    public async Task Nothing_is_a_stream_too(string topology)
    {
        await using var house = await House.Open(topology, [_counting]);

        Assert.Empty(await house.Get<ICounting>().Count(new(0), Ct).ToListAsync(Ct));
    }

    [Theory]
    [InlineData("together", 1), InlineData("together", 500)]
    [InlineData("apart", 1), InlineData("apart", 500)]
    public async Task A_refusal_reaches_the_reader_as_it_was_said_at_once_or_later(string topology, long at)
    {
        await using var house = await House.Open(topology, [_counting]);
        var read = 0L;

        var refused = await Assert.ThrowsAsync<StreamRefusedException>(async () =>
        {
            await foreach (var number in house.Get<ICounting>().Count(new(1_000, RefuseAt: at), Ct)) read = number.Sequence;
        });

        Assert.Equal(("no-such-number", $"There is no {at}.", at - 1), (refused.Code, refused.Message, read));
        Assert.Equal(0, _counting.Open);
    }

    [Theory]
    [InlineData(1), InlineData(500)]
    public async Task A_fault_of_the_other_side_tells_nothing_of_its_inside(long at)
    {
        await using var house = await House.Open("apart", [_counting]);

        var fault = await Assert.ThrowsAsync<RemoteFault>(async () => await house.Get<ICounting>().Count(new(1_000, FailAt: at), Ct).ToListAsync(Ct));

        Assert.Equal("internal-error", fault.Code);
        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1), InlineData(3)]
    public async Task Heart_beats_keep_a_silent_stream_alive(long silentAt)
    {
        await using var house = await House.Open("apart", [_counting], new Dictionary<string, string?> { ["Streams:BeatSeconds"] = "0.2" });

        var numbers = await house.Get<ICounting>().Count(new(4, SilentAt: silentAt, SilentSeconds: 1.5), Ct).ToListAsync(Ct);

        Assert.Equal(4, numbers.Count);
    }

    [Theory, MemberData(nameof(Topologies))]
    public async Task Who_stops_reading_leaves_nothing_behind(string topology)
    {
        await using var house = await House.Open(topology, [_counting]);

        await foreach (var number in house.Get<ICounting>().Count(new(long.MaxValue), Ct))
            if (number.Sequence == 100) break;

        await Until(() => _counting.Open == 0);
    }

    [Theory, MemberData(nameof(Topologies))]
    public async Task Who_cancels_leaves_nothing_behind(string topology)
    {
        await using var house = await House.Open(topology, [_counting]);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var read = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var number in house.Get<ICounting>().Count(new(10, SilentAt: 3, SilentSeconds: 3_600), patience.Token))
                if (++read == 2) patience.CancelAfter(50);
        });

        Assert.Equal(2, read);
        await Until(() => _counting.Open == 0);
    }

    [Theory, MemberData(nameof(Topologies))]
    public async Task A_slow_reader_makes_nothing_pile_up(string topology)
    {
        await using var house = await House.Open(topology, [_counting]);
        const int padding = 10_000;

        await using var numbers = house.Get<ICounting>().Count(new(long.MaxValue, Padding: padding), Ct).GetAsyncEnumerator(Ct);
        await numbers.MoveNextAsync();
        var made = await Settled();

        // What lies in the buffers of two sockets, some megabytes; without a brake it would be gigabytes a second.
        Assert.InRange(made * padding, 0, 32_000_000);
        for (var read = 1; read < 2 * made + 10; read++) await numbers.MoveNextAsync();
        Assert.InRange(_counting.Made, made + 1, 4 * made + 3_300);
    }

    [Fact]
    public async Task A_server_that_goes_away_is_not_the_end_of_a_stream()
    {
        var house = await House.Open("apart", [_counting]);
        using var away = new FarReader(house, house.Address("counting"));

        var read = 0;
        var fault = await Assert.ThrowsAsync<RemoteFault>(async () =>
        {
            await foreach (var number in away.Counting.Count(new(10, SilentAt: 3, SilentSeconds: 3_600), Ct))
                if (++read == 2) _ = house.DisposeAsync().AsTask();
        });

        Assert.Equal((RemoteFault.Lost, 2), (fault.Code, read));
        await Until(() => _counting.Open == 0);
    }

    [Fact]
    public async Task A_connection_that_fell_silent_is_noticed()
    {
        await using var house = await House.Open("apart", [_counting]);
        await using var line = new BadLine(house.Address("counting"), () => 2_000, fallsSilent: true);
        using var away = new FarReader(house, line.Address, beatSeconds: 0.2);

        var fault = await Assert.ThrowsAsync<RemoteFault>(async () => await away.Counting.Count(new(long.MaxValue), Ct).ToListAsync(Ct));

        Assert.Equal((RemoteFault.Lost, "counting was silent on /internal/counting/count for 0.6 s."), (fault.Code, fault.Message));
    }

    [Fact]
    public async Task Only_who_knows_the_service_token_may_read()
    {
        await using var house = await House.Open("together", [_counting]);
        using var doors = house.Doors("counting");

        using var reply = await doors.PostAsJsonAsync("/internal/counting/count", new CountRequest(3), Wire.Contract, Ct);

        Assert.Equal((HttpStatusCode.Forbidden, 0L), (reply.StatusCode, _counting.Made));
    }

    private static async Task Until(Func<bool> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(Soon);
        while (!holds()) await Task.Delay(5, patience.Token);
    }

    /// <summary>How many were made when no more are.</summary>
    private async Task<long> Settled()
    {
        var made = -1L;
        while (made != _counting.Made)
        {
            made = _counting.Made;
            await Task.Delay(300, Ct);
        }

        return made;
    }
}
