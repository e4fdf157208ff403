namespace AlgoTrendy.Core.Markets;

public enum IntervalUnit
{
    Second,
    Minute,
    Hour,
    Day,
}
