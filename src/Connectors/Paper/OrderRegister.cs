using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Connectors.Paper;

/// <summary>The orders of a paper account by their ids. Those that are over stay: their ids must not return.</summary>
internal sealed class OrderRegister
{
    private readonly Dictionary<string, PaperOrder> _all = [];
    private readonly Dictionary<Order, PaperOrder> _current = [];
    private readonly List<PaperOrder> _open = [];

    /// <summary>Every order that there was, oldest first.</summary>
    public IReadOnlyCollection<PaperOrder> All => _all.Values;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<PaperOrder> Open => _open;

    public bool Has(ClientOrderId id) => _all.ContainsKey(id.Value);

    public PaperOrder? Find(Symbol symbol, string? clientId) =>
        clientId is not null && _all.TryGetValue(clientId, out var found) && found.Ticket.Symbol == symbol ? found : null;

    /// <summary>The engine's order under the id that it has now.</summary>
    public PaperOrder Of(Order order) => _current[order];

    /// <exception cref="ArgumentException">The id is taken.</exception>
    public PaperOrder Add(PaperOrder one)
    {
        _all.Add(one.Ticket.Id.Value, one);
        if (!one.IsPending) _current[one.Order] = one;
        if (!one.IsOver) _open.Add(one);
        return one;
    }

    /// <summary>The engine's order goes on under the next id.</summary>
    public void Follow(PaperOrder next)
    {
        next.Begin();
        _current[next.Order] = next;
    }

    /// <summary>An id ends before the engine's order does, or without it.</summary>
    public void End(PaperOrder one)
    {
        one.Leave();
        _open.Remove(one);
    }

    /// <summary>Takes it off the open ones if it is over.</summary>
    public void Close(PaperOrder one)
    {
        if (one.IsOver) _open.Remove(one);
    }
}
