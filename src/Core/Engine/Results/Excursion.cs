namespace AlgoTrendy.Core.Engine;

/// <summary>How far a trade went against its holder (MAE) and for him (MFE) while it was held: its worst and best open profit before fees, in the instrument's currency. Source: J. Sweeney, Maximum Adverse Excursion (1997).</summary>
/// <param name="Adverse">The most that it was down; not negative.</param>
/// <param name="Favourable">The most that it was up; not negative.</param>
/// <param name="Entry">What its entry price makes the most that was held worth; 0 or negative where shares of it have no meaning.</param>
public readonly record struct Excursion(decimal Adverse, decimal Favourable, decimal Entry)
{
    /// <summary>As a fraction of the entry price.</summary>
    public decimal? AdverseShare => Entry > 0m ? Adverse / Entry : null;

    /// <summary>As a fraction of the entry price.</summary>
    public decimal? FavourableShare => Entry > 0m ? Favourable / Entry : null;
}
