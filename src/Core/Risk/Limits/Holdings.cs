namespace AlgoTrendy.Core.Risk;

/// <summary>What is held and waited for, before an order and with it, at its largest and without signs: of its instrument, and of all. Worths in the account's currency.</summary>
internal readonly record struct Holdings(
    decimal QuantityBefore,
    decimal QuantityAfter,
    decimal WorthBefore,
    decimal WorthAfter,
    decimal GrossBefore,
    decimal GrossAfter,
    decimal NetBefore,
    decimal NetAfter);
