namespace AlgoTrendy.Core.Markets;

/// <summary>Why a bar cannot be true.</summary>
public enum BarFault
{
    None,
    NotFinite,
    HighBelowLow,
    OpenOutside,
    CloseOutside,
    PriceNotPositive,
    VolumeNegative,
}
