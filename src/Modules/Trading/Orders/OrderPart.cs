namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>Which of the orders that a request makes.</summary>
internal enum OrderPart
{
    Itself,
    StopLoss,
    TakeProfit,
}
