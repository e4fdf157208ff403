using AlgoTrendy.Core.Orders;
using AlgoTrendy.Tests.Fast.Core.Engine;

namespace AlgoTrendy.Tests.Fast.Core.Orders;

/// <summary>Every pair of states: what may follow what, written down a second time.</summary>
public class OrderLifeTests
{
    private static readonly Dictionary<OrderStatus, string> Next = new()
    {
        [OrderStatus.New] = "PendingRisk Cancelled",
        [OrderStatus.PendingRisk] = "Rejected Submitting Cancelled",
        [OrderStatus.Rejected] = "PartiallyFilled Filled",
        [OrderStatus.Submitting] = "Rejected Accepted PartiallyFilled Filled PendingCancel Cancelled Expired Unknown",
        [OrderStatus.Accepted] = "PartiallyFilled Filled PendingReplace PendingCancel Cancelled Expired Unknown",
        [OrderStatus.PartiallyFilled] = "PartiallyFilled Filled PendingReplace PendingCancel Cancelled Expired Unknown",
        [OrderStatus.Filled] = "",
        [OrderStatus.PendingReplace] = "Accepted PartiallyFilled Filled PendingCancel Cancelled Expired Unknown",
        [OrderStatus.PendingCancel] = "Rejected Accepted PartiallyFilled Filled Cancelled Expired Unknown",
        [OrderStatus.Cancelled] = "PartiallyFilled Filled",
        [OrderStatus.Expired] = "PartiallyFilled Filled",
        [OrderStatus.Unknown] = "Rejected Accepted PartiallyFilled Filled Cancelled Expired Unknown",
    };

    public static TheoryData<OrderStatus, OrderStatus> Pairs
    {
        get
        {
            var pairs = new TheoryData<OrderStatus, OrderStatus>();
            foreach (var from in Enum.GetValues<OrderStatus>())
                foreach (var to in Enum.GetValues<OrderStatus>()) pairs.Add(from, to);
            return pairs;
        }
    }

    [Theory, MemberData(nameof(Pairs))]
    public void A_state_follows_another_only_where_the_table_says_so(OrderStatus from, OrderStatus to) =>
        Assert.Equal(Next[from].Split(' ').Contains(to.ToString()), OrderLife.MayFollow(from, to));

    [Fact]
    public void A_forbidden_move_throws_and_changes_nothing()
    {
        var order = new Order(new(1), OrderRequest.Market(Market.Coin, OrderSide.Buy, new(1m)), Market.Start);

        Assert.Throws<InvalidOperationException>(() => order.MoveTo(OrderState.Filled));

        Assert.Equal(OrderStatus.New, order.Status);
    }

    [Fact]
    public void A_fill_that_comes_after_the_cancel_still_counts()
    {
        var order = new Order(new(1), OrderRequest.Market(Market.Coin, OrderSide.Buy, new(2m)), Market.Start);
        foreach (var state in (OrderState[])[OrderState.PendingRisk, OrderState.Submitting, OrderState.Accepted, new OrderState.Cancelled(new("cancelled", "On request."))]) order.MoveTo(state);

        order.Fill(new(2m));

        Assert.Equal((OrderStatus.Filled, 2m), (order.Status, order.Filled.Value));
    }

    /// <summary>An order for 4 that lies with the venue as told, of which some has traded, and a change to a whole of so many.</summary>
    [Theory]
    [InlineData(0, 6, OrderStatus.PendingReplace, OrderStatus.Accepted)]
    [InlineData(1, 6, OrderStatus.PendingReplace, OrderStatus.PartiallyFilled)]
    [InlineData(3, 2, OrderStatus.PendingReplace, OrderStatus.Filled)] // more has traded than the new whole
    [InlineData(0, 6, OrderStatus.Accepted, OrderStatus.Accepted)] // a venue changed it on its own, as after a split
    [InlineData(1, 1, OrderStatus.PendingCancel, OrderStatus.PendingCancel)]
    public void A_change_that_is_taken_leaves_the_order_where_its_fills_say(int filled, int quantity, OrderStatus before, OrderStatus after)
    {
        var order = Lying(filled, before);

        order.Replace(new LimitTerms(new(7m)), new(quantity));

        Assert.Equal((after, (decimal)quantity, new LimitTerms(new(7m))), (order.Status, order.Quantity.Value, order.Terms));
        Assert.Equal(Math.Max(0m, quantity - filled), order.Remaining.Value);
        Assert.Equal((4m, new LimitTerms(new(5m))), (order.Request.Quantity.Value, order.Request.Terms));
    }

    [Theory]
    [InlineData(0, OrderStatus.PendingReplace, OrderStatus.Accepted)]
    [InlineData(1, OrderStatus.PendingReplace, OrderStatus.PartiallyFilled)]
    [InlineData(0, OrderStatus.PendingCancel, OrderStatus.PendingCancel)]
    [InlineData(1, OrderStatus.PartiallyFilled, OrderStatus.PartiallyFilled)]
    public void A_change_that_is_refused_leaves_the_order_as_it_was(int filled, OrderStatus before, OrderStatus after)
    {
        var order = Lying(filled, before);

        order.KeepAsItWas();

        Assert.Equal((after, 4m, new LimitTerms(new(5m))), (order.Status, order.Quantity.Value, order.Terms));
    }

    private static Order Lying(int filled, OrderStatus status)
    {
        var order = new Order(new(1), OrderRequest.Limit(Market.Coin, OrderSide.Buy, new(4m), new(5m)), Market.Start);
        foreach (var state in (OrderState[])[OrderState.PendingRisk, OrderState.Submitting, OrderState.Accepted]) order.MoveTo(state);
        if (filled > 0) order.Fill(new(filled));
        if (status == OrderStatus.PendingReplace) order.MoveTo(new OrderState.PendingReplace(order.Terms, order.Quantity));
        if (status == OrderStatus.PendingCancel) order.MoveTo(OrderState.PendingCancel);
        return order;
    }
}
