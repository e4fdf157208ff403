namespace AlgoTrendy.Core.Risk.Portfolio;

/// <summary>How much may be lost, in money; a gain is negative. NaN where there are too few days.</summary>
/// <param name="ValueAtRisk">The loss that is not exceeded with the confidence asked for.</param>
/// <param name="Conditional">The mean of the losses at or beyond it, also called expected shortfall.</param>
public readonly record struct TailRisk(double ValueAtRisk, double Conditional);
