using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Risk;

/// <summary>Waiting orders, by the places of their instruments in the account: each position is asked about its own only.</summary>
internal sealed class WaitingByPlace
{
    private static readonly Order[] None = [];

    private readonly List<Order>?[] _at;

    public WaitingByPlace(Account account, IReadOnlyList<Order> waiting)
    {
        _at = new List<Order>?[account.Positions.Count];
        for (var index = 0; index < waiting.Count; index++)
        {
            var place = PlaceOf(account.Positions, waiting[index]);
            if (place >= 0) (_at[place] ??= new(2)).Add(waiting[index]);
        }
    }

    public IReadOnlyList<Order> At(int place) => _at[place] is { } orders ? orders : None;

    // Nearly always the very same object; an instrument's later version has the same symbol.
    private static int PlaceOf(IReadOnlyList<Position> positions, Order order)
    {
        for (var place = 0; place < positions.Count; place++)
            if (ReferenceEquals(positions[place].Instrument, order.Instrument)) return place;
        for (var place = 0; place < positions.Count; place++)
            if (positions[place].Instrument.Symbol == order.Instrument.Symbol) return place;
        return -1;
    }
}
