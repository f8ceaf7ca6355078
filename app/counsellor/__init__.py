"""The counsellor's page: it opens a proof and judges it on this device."""
