"""The counsellor's page: open a proof and judge it on this device."""
