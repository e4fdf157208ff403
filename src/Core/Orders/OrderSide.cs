namespace AlgoTrendy.Core.Orders;

public enum OrderSide
{
    Buy,
    Sell,
}
