using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace AlgoTrendy.Connectors.Brokers;

/// <summary>A venue's key and its secret. The secret goes in and only signatures come out: no property, text or serializer shows it.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class ApiKey
{
    private readonly byte[] _secret;

    /// <exception cref="ArgumentException">Either is empty, or has characters that no header could carry; the sentence repeats neither.</exception>
    public ApiKey(string name, string secret)
    {
        if (!IsPlain(name)) throw new ArgumentException("An API key is printable ASCII without spaces.", nameof(name));
        if (!IsPlain(secret)) throw new ArgumentException("An API secret is printable ASCII without spaces.", nameof(secret));
        Name = name;
        _secret = Encoding.ASCII.GetBytes(secret);
    }

    /// <summary>What the venue knows the key by. It goes into headers, and is no business of logs either.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Name { get; }

    /// <summary>HMAC SHA-256 of a payload, in lower-case hexadecimal.</summary>
    public string Sign(string payload) => Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.ASCII.GetBytes(payload)));

    public override string ToString() => "API key (hidden)";

    private static bool IsPlain(string text) => !string.IsNullOrEmpty(text) && text.All(letter => letter is > ' ' and <= '~');
}
