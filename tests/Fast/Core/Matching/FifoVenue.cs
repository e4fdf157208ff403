using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Tests.Fast.Core.Matching;

/// <summary>A venue that knows every single order, in queues of who came first. Slow and obvious.</summary>
internal sealed class FifoVenue
{
    private readonly Dictionary<(BookSide Side, int Price), List<Resting>> _queues = [];

    public void Add(BookSide side, int price, Resting order) => QueueOf(side, price).Add(order);

    public void Cancel(int id)
    {
        foreach (var queue in _queues.Values) queue.RemoveAll(order => order.Id == id);
    }

    public IReadOnlyList<Resting> At(BookSide side, int price) => QueueOf(side, price);

    public int SizeAt(BookSide side, int price) => QueueOf(side, price).Sum(order => order.Size);

    public int? Best(BookSide side)
    {
        var prices = _queues.Where(queue => queue.Key.Side == side && queue.Value.Count > 0).Select(queue => queue.Key.Price).ToArray();
        return prices.Length == 0 ? null : side == BookSide.Bid ? prices.Max() : prices.Min();
    }

    /// <summary>A market order takes from a side; returns whom it met, at which price, for how much.</summary>
    public List<(int Id, int Price, int Size)> Sweep(BookSide side, int size)
    {
        var met = new List<(int, int, int)>();
        while (size > 0 && Best(side) is { } price)
        {
            var queue = QueueOf(side, price);
            var first = queue[0];
            var taken = Math.Min(size, first.Size);
            met.Add((first.Id, price, taken));
            size -= taken;
            if (taken == first.Size) queue.RemoveAt(0);
            else queue[0] = first with { Size = first.Size - taken };
        }

        return met;
    }

    private List<Resting> QueueOf(BookSide side, int price) => _queues.TryGetValue((side, price), out var queue) ? queue : _queues[(side, price)] = [];

    /// <param name="Id">Negative for orders of ours.</param>
    public sealed record Resting(int Id, int Size);
}
