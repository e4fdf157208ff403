namespace AlgoTrendy.Core.Instruments;

public enum AssetClass
{
    Stock,
    Crypto,
    Forex,
    Future,
    Index,
}
