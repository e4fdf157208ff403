using AlgoTrendy.Contracts;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Platform.Asking;
using AlgoTrendy.Platform.Streaming;

namespace AlgoTrendy.Tests.Fast.Platform.Streaming;

/// <summary>Across lost connections a reader misses nothing and reads nothing twice.</summary>
public class ResumingTests
{
    private readonly CountingModule _counting = new();

    public static TheoryData<string> Topologies => House.Topologies;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public async Task Wherever_the_connection_breaks_every_item_is_read_once(ulong seed)
    {
        await using var house = await House.Open("apart", [_counting]);
        var random = new RandomSource(seed);
        await using var line = new BadLine(house.Address("counting"), () => random.NextBelow(6_000));
        using var away = new FarReader(house, line.Address);
        var losses = 0;

        var numbers = await Resuming.Read<Number>(last => away.Counting.Count(new(400, After: last?.Sequence, Padding: random.NextBelow(50)), Ct), _ => losses++, Ct).ToListAsync(Ct);

        Assert.Equal(Enumerable.Range(1, 400).Select(number => (long)number), numbers.Select(number => number.Sequence));
        Assert.True(losses >= 3, $"The connection broke {losses} times only.");
    }

    [Theory, MemberData(nameof(Topologies))]
    public async Task What_is_refused_is_not_asked_for_again(string topology)
    {
        await using var house = await House.Open(topology, [_counting]);
        var asked = 0;

        await Assert.ThrowsAsync<StreamRefusedException>(async () => await Resuming.Read<Number>(last => Count(last), ct: Ct).ToListAsync(Ct));

        Assert.Equal(1, asked);

        IAsyncEnumerable<Number> Count(Number? last)
        {
            asked++;
            return house.Get<ICounting>().Count(new(10, last?.Sequence, RefuseAt: 5), Ct);
        }
    }

    [Fact]
    public async Task A_module_that_fails_is_not_asked_again()
    {
        await using var house = await House.Open("apart", [_counting]);

        var fault = await Assert.ThrowsAsync<RemoteFault>(async () => await Resuming.Read<Number>(last => house.Get<ICounting>().Count(new(10, last?.Sequence, FailAt: 5), Ct), ct: Ct).ToListAsync(Ct));

        Assert.Equal("internal-error", fault.Code);
    }

    [Fact]
    public async Task It_waits_for_a_module_that_is_away_until_it_is_cancelled()
    {
        await using var house = await House.Open("apart", [_counting]);
        using var away = new FarReader(house, new("http://127.0.0.1:1"));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var codes = new List<string>();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await Resuming.Read<Number>(_ => away.Counting.Count(new(3), Ct), Lost, patience.Token).ToListAsync(Ct));

        Assert.Equal([RemoteFault.Unavailable, RemoteFault.Unavailable], codes);

        void Lost(IOException loss)
        {
            codes.Add(((RemoteFault)loss).Code);
            if (codes.Count == 2) patience.Cancel();
        }
    }
}
