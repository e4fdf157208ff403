using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using AlgoTrendy.Contracts;

namespace AlgoTrendy.Platform.Asking;

/// <summary>How the caller travels between processes. Believed only beside a valid service token.</summary>
internal static class CallerHeader
{
    public const string Name = "X-Caller";

    // Base64, because a header holds ASCII and a user's name may not.
    public static string Write(Caller caller) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(caller, Wire.Contract));

    /// <summary>The caller, or null when the header is not one.</summary>
    public static Caller? Read(string header)
    {
        try
        {
            return JsonSerializer.Deserialize<Caller>(Base64Url.DecodeFromUtf8(Encoding.UTF8.GetBytes(header)), Wire.Contract);
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException)
        {
            return null;
        }
    }
}
