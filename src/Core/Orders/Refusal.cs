namespace AlgoTrendy.Core.Orders;

/// <summary>Why an order was not taken, or not kept: a stable code for programs and a sentence that a trader can act on.</summary>
public sealed record Refusal(string Code, string Message);
