namespace AlgoTrendy.Core.Orders;

/// <summary>Which state may follow which. One table; the tests walk every pair of it.</summary>
public static class OrderLife
{
    private static readonly int[] Allowed = BuildTable();

    public static bool MayFollow(OrderStatus from, OrderStatus to) => (Allowed[(int)from] >> (int)to & 1) != 0;

    private static int[] BuildTable()
    {
        var table = new int[Enum.GetValues<OrderStatus>().Length];
        Allow(OrderStatus.New, OrderStatus.PendingRisk, OrderStatus.Cancelled);
        Allow(OrderStatus.PendingRisk, OrderStatus.Rejected, OrderStatus.Submitting, OrderStatus.Cancelled);

        // What the venue may say of an order that is on its way to it or lies with it. A fill can outrun the acknowledgement.
        OrderStatus[] venue =
        [
            OrderStatus.Rejected, OrderStatus.Accepted, OrderStatus.PartiallyFilled, OrderStatus.Filled,
            OrderStatus.Cancelled, OrderStatus.Expired, OrderStatus.Unknown,
        ];
        Allow(OrderStatus.Submitting, [.. venue, OrderStatus.PendingCancel]);
        Allow(OrderStatus.Accepted, [OrderStatus.PartiallyFilled, OrderStatus.Filled, OrderStatus.Cancelled, OrderStatus.Expired, OrderStatus.Unknown, OrderStatus.PendingCancel, OrderStatus.PendingReplace]);
        Allow(OrderStatus.PartiallyFilled, [OrderStatus.PartiallyFilled, OrderStatus.Filled, OrderStatus.Cancelled, OrderStatus.Expired, OrderStatus.Unknown, OrderStatus.PendingCancel, OrderStatus.PendingReplace]);
        Allow(OrderStatus.PendingReplace, [OrderStatus.Accepted, OrderStatus.PartiallyFilled, OrderStatus.Filled, OrderStatus.Cancelled, OrderStatus.Expired, OrderStatus.Unknown, OrderStatus.PendingCancel]);
        Allow(OrderStatus.PendingCancel, venue);
        Allow(OrderStatus.Unknown, venue);

        // The venue is the truth: a fill that comes late still counts, whatever was believed before.
        Allow(OrderStatus.Cancelled, OrderStatus.PartiallyFilled, OrderStatus.Filled);
        Allow(OrderStatus.Expired, OrderStatus.PartiallyFilled, OrderStatus.Filled);
        Allow(OrderStatus.Rejected, OrderStatus.PartiallyFilled, OrderStatus.Filled);
        return table;

        void Allow(OrderStatus from, params ReadOnlySpan<OrderStatus> next)
        {
            foreach (var to in next) table[(int)from] |= 1 << (int)to;
        }
    }
}
