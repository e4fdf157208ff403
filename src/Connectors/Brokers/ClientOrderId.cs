namespace AlgoTrendy.Connectors.Brokers;

/// <summary>Our name of an order at a venue, written down before the first byte leaves: how it is found again whatever happens.</summary>
public readonly record struct ClientOrderId
{
    /// <summary>What every venue takes.</summary>
    public const int Longest = 36;

    private readonly string? _value;

    /// <exception cref="ArgumentException">Not 1 to 36 letters, digits, '-' or '_', which every venue takes.</exception>
    public ClientOrderId(string value) =>
        _value = IsOne(value) ? value : throw new ArgumentException($"A client order id is 1 to {Longest} ASCII letters, digits, '-' or '_'.", nameof(value));

    /// <exception cref="InvalidOperationException">It was never given one: an order without could not be found again.</exception>
    public string Value => _value ?? throw new InvalidOperationException("An order needs a client order id before it is sent.");

    public override string ToString() => _value ?? "";

    private static bool IsOne(string text) =>
        text is { Length: > 0 and <= Longest } && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
}
